function createStore(initial) {
  let state = initial;
  const listeners = new Set();
  return {
    get: () => state,
    set(next) {
      state = { ...state, ...next };
      listeners.forEach((listener) => listener(state));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const h = (tag, props, ...children) => {
  const node = document.createElement(tag);
  Object.entries(props || {}).forEach(([name, value]) => {
    if (name.startsWith("on")) node.addEventListener(name.slice(2).toLowerCase(), value);
    else node.setAttribute(name, value);
  });
  node.append(...children);
  return node;
};

export default function DragList({ parentElement, data, setStateValue: state, setTriggerValue: trigger }) {
  const store = createStore({ items: data.items, dragged: null });
  const actions = {
    drop(target) {
      const { items, dragged } = store.get();
      const order = items.filter((item) => item !== dragged);
      order.splice(items.indexOf(target), 0, dragged);
      store.set({ items: order, dragged: null });
      trigger("moved", { item: dragged });
    },
    remove: (item) => {
      store.set({ items: store.get().items.filter((other) => other !== item) });
      trigger("removed", item);
    },
  };

  const render = ({ items }) => {
    const rows = items.map((item) =>
      h(
        "li",
        {
          draggable: true,
          onDragstart: () => store.set({ dragged: item }),
          onDrop: () => actions.drop(item),
        },
        item.label,
        data.removable && h("button", { onClick: () => actions.remove(item) }, "×"),
      ),
    );
    parentElement.replaceChildren(h("ul", { class: "list" }, ...rows));
  };

  const unsubscribe = store.subscribe((next) => {
    render(next);
    state("order", next.items.map((item) => item.id));
  });
  render(store.get());
  return unsubscribe;
}
