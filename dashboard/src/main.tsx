import { render } from "preact";
import { App } from "./app.tsx";
import "./style.css";
import { currentLanguage, setLanguage } from "./text.ts";
import { showTheme } from "./theme.ts";

showTheme();
setLanguage(currentLanguage());
render(<App />, document.getElementById("page")!);
