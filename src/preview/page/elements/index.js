// Every kind of element that the page can draw: importing this module makes them known.

import "./text.js";
import "./button.js";
