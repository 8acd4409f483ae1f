// Every kind of element that the page can draw: importing this module makes them known.

import "./button.js";
import "./chat.js";
import "./checks.js";
import "./code.js";
import "./data.js";
import "./dates.js";
import "./files.js";
import "./groups.js";
import "./json.js";
import "./layout.js";
import "./media.js";
import "./messages.js";
import "./outlines.js";
import "./select.js";
import "./slider.js";
import "./status.js";
import "./tabs.js";
import "./text.js";
import "./textual.js";
