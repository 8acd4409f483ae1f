// What stands in the component's input.
() => document.querySelector("[data-testid=stBidiComponentIsolated]").shadowRoot.querySelector("#i").value;
