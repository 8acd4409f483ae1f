// Starts the page.

import "./elements/index.js";
import { App } from "./app.js";

new App().start();
