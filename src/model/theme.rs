//! The custom properties that Streamlit gives every component, with their values in its own two themes.

/// The version that was looked at.
pub const STREAMLIT: &str = "1.67";

/// A custom property of Streamlit's theme.
pub struct ThemeVariable {
    /// Its name, with `--`.
    pub name: &'static str,
    /// Its value in the light theme.
    pub light: &'static str,
    /// Its value in the dark theme.
    pub dark: &'static str,
}

const fn variable(name: &'static str, light: &'static str, dark: &'static str) -> ThemeVariable {
    ThemeVariable { name, light, dark }
}

/// All of them, by name.
#[rustfmt::skip]
pub static THEME_VARIABLES: [ThemeVariable; 64] = [
    variable("--st-background-color", "#FFFFFF", "#171614"),
    variable("--st-base-font-size", "16px", "16px"),
    variable("--st-base-font-weight", "400", "400"),
    variable("--st-base-radius", "0.5rem", "0.5rem"),
    variable("--st-blue-background-color", "#EDF5FF", "#1E2A3D"),
    variable("--st-blue-color", "#3B82F6", "#85B8F8"),
    variable("--st-blue-text-color", "#244FB4", "#85B8F8"),
    variable("--st-border-color", "#DCD8D4", "#4A4742"),
    variable("--st-border-color-light", "rgba(220, 216, 212, 0.45)", "rgba(74, 71, 66, 0.45)"),
    variable("--st-button-radius", "0.5rem", "0.5rem"),
    variable("--st-chart-categorical-colors", "#0068c9,#83c9ff,#ff2b2b,#ffabab,#29b09d,#7defa1,#ff8700,#ffd16a,#6d3fc0,#d5dae5", "#83c9ff,#0068c9,#ffabab,#ff2b2b,#7defa1,#29b09d,#ffd16a,#ff8700,#6d3fc0,#d5dae5"),
    variable("--st-chart-diverging-colors", "#7d353b,#bd4043,#ff4b4b,#ff8c8c,#ffc7c7,#a6dcff,#60b4ff,#1c83e1,#0054a3,#004280", "#7d353b,#bd4043,#ff4b4b,#ff8c8c,#ffc7c7,#a6dcff,#60b4ff,#1c83e1,#0054a3,#004280"),
    variable("--st-chart-sequential-colors", "#e4f5ff,#c7ebff,#a6dcff,#83c9ff,#60b4ff,#3d9df3,#1c83e1,#0068c9,#0054a3,#004280", "#004280,#0054a3,#0068c9,#1c83e1,#3d9df3,#60b4ff,#83c9ff,#a6dcff,#c7ebff,#e4f5ff"),
    variable("--st-code-background-color", "#F7F7F6", "#242321"),
    variable("--st-code-font", "\"Source Code Pro\",monospace", "\"Source Code Pro\",monospace"),
    variable("--st-code-font-size", "0.875rem", "0.875rem"),
    variable("--st-code-font-weight", "400", "400"),
    variable("--st-code-text-color", "#2F2D2B", "#EDEBE8"),
    variable("--st-dataframe-border-color", "#E8E5E2", "#3A3834"),
    variable("--st-dataframe-header-background-color", "#F7F7F6", "#2D2B27"),
    variable("--st-dataframe-header-text-color", "rgba(47, 45, 43, 0.7)", "rgba(237, 235, 232, 0.7)"),
    variable("--st-font", "\"Source Sans\",sans-serif", "\"Source Sans\",sans-serif"),
    variable("--st-gray-background-color", "#F5F4F2", "#2C2925"),
    variable("--st-gray-color", "#6B7280", "#A9A5A0"),
    variable("--st-gray-text-color", "#686255", "#B8B3A8"),
    variable("--st-green-background-color", "#F1FBF6", "#0E2F24"),
    variable("--st-green-color", "#079464", "#7ED5B0"),
    variable("--st-green-text-color", "#0C5A44", "#7ED5B0"),
    variable("--st-heading-color", "#2F2D2B", "#EDEBE8"),
    variable("--st-heading-font", "\"Source Sans\",sans-serif", "\"Source Sans\",sans-serif"),
    variable("--st-heading-font-size-1", "2.75rem", "2.75rem"),
    variable("--st-heading-font-size-2", "2.25rem", "2.25rem"),
    variable("--st-heading-font-size-3", "1.75rem", "1.75rem"),
    variable("--st-heading-font-size-4", "1.5rem", "1.5rem"),
    variable("--st-heading-font-size-5", "1.25rem", "1.25rem"),
    variable("--st-heading-font-size-6", "1rem", "1rem"),
    variable("--st-heading-font-sizes", "2.75rem,2.25rem,1.75rem,1.5rem,1.25rem,1rem", "2.75rem,2.25rem,1.75rem,1.5rem,1.25rem,1rem"),
    variable("--st-heading-font-weight-1", "700", "700"),
    variable("--st-heading-font-weight-2", "600", "600"),
    variable("--st-heading-font-weight-3", "600", "600"),
    variable("--st-heading-font-weight-4", "600", "600"),
    variable("--st-heading-font-weight-5", "600", "600"),
    variable("--st-heading-font-weight-6", "600", "600"),
    variable("--st-heading-font-weights", "700,600,600,600,600,600", "700,600,600,600,600,600"),
    variable("--st-link-color", "#244FB4", "#85B8F8"),
    variable("--st-link-underline", "1", "1"),
    variable("--st-metric-value-font-size", "2.25rem", "2.25rem"),
    variable("--st-metric-value-font-weight", "400", "400"),
    variable("--st-orange-background-color", "#FFF6ED", "#342414"),
    variable("--st-orange-color", "#E0682B", "#F2A56D"),
    variable("--st-orange-text-color", "#9B4519", "#F2A56D"),
    variable("--st-primary-color", "#C53948", "#CF4250"),
    variable("--st-red-background-color", "#FFF1F2", "#412023"),
    variable("--st-red-color", "#D94A57", "#F2919A"),
    variable("--st-red-text-color", "#9E303B", "#F2919A"),
    variable("--st-secondary-background-color", "#F8F8F7", "#2D2B27"),
    variable("--st-text-color", "#2F2D2B", "#EDEBE8"),
    variable("--st-violet-background-color", "#F8F2FF", "#332244"),
    variable("--st-violet-color", "#9B5DE5", "#BF8EF7"),
    variable("--st-violet-text-color", "#6F33B8", "#BF8EF7"),
    variable("--st-widget-border-color", "#DCD8D4", "#4A4742"),
    variable("--st-yellow-background-color", "#FFFAE5", "#302917"),
    variable("--st-yellow-color", "#BB8300", "#FBD54F"),
    variable("--st-yellow-text-color", "#956B0F", "#FBD54F"),
];
