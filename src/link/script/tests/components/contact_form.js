const FIELDS = ["name", "email", "message"];
const ACTIONS = Object.freeze({ SUBMIT: "submit", CLEAR: "clear" });

const debounce = (fn, wait) => {
  let timer;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => fn(...args), wait);
  };
};

export default ({ parentElement, data, setStateValue, setTriggerValue }) => {
  const form = parentElement.querySelector("form");
  const values = () => Object.fromEntries(FIELDS.map((id) => [id, form.elements[id].value]));

  const saveDraft = debounce((draft) => setStateValue("draft", draft), 300);
  for (const id of FIELDS) {
    const input = form.elements[id];
    input.value = data?.draft?.[id] ?? "";
    input.oninput = () => {
      saveDraft(values());
      setStateValue(`touched_${id}`, true);
    };
  }

  form.onsubmit = async (event) => {
    event.preventDefault();
    const draft = values();
    if (!draft.email.includes("@")) {
      setStateValue("error", "That is no address.");
      return;
    }
    setStateValue("error", null);
    setTriggerValue(ACTIONS.SUBMIT, draft);
    requestAnimationFrame(() => setStateValue("sent", true));
  };

  if (data?.allow_clear) {
    parentElement.querySelector("#clear").onclick = () => {
      form.reset();
      setTriggerValue(ACTIONS.CLEAR, true);
    };
  }
  setStateValue("ready", true);
};
