() => [...document.querySelectorAll(".stMarkdown, [data-testid=stMarkdown]")].map((e) => e.innerText.trim());
