import streamlit as st

from radial_menu import radial_menu

CROPS = [
    {"id": "carrot", "icon": "🥕", "label": "Carrots"},
    {"id": "tomato", "icon": "🍅", "label": "Tomatoes"},
    {"id": "corn", "icon": "🌽", "label": "Sweetcorn"},
    {"id": "lettuce", "icon": "🥬", "label": "Lettuce"},
    {"id": "pumpkin", "icon": "🎃", "label": "Pumpkins"},
    {"id": "chilli", "icon": "🌶️", "label": "Chillies"},
    {"id": "garlic", "icon": "🧄", "label": "Garlic"},
]
LABELS = {crop["id"]: crop["label"] for crop in CROPS}
FIRST = "carrot"

st.title("Garden planner")
st.write("Open the ring and pick what grows in this bed.")

# Read before the mount: the component then starts from what Python remembers, in every run.
crop = st.session_state.get("bed", {}).get("crop", FIRST)

bed = radial_menu(
    key="bed",
    data={"crops": CROPS, "crop": crop},
    default={"crop": FIRST},
    on_crop_change=lambda: None,
)

st.success(f"Growing here: **{LABELS[bed.crop]}**")
