//! What differs from one run of the script to the next, and why: what a person entered, what the component
//! sent, what the session keeps, clocks and chance. Of anything else nothing is claimed.

use std::rc::Rc;

use super::Run;
use super::value::{Made, Value};
use crate::model::Varying;
use crate::text::{Origin, Site, Span};

/// How many causes of one value are looked for.
const MOST_CAUSES: usize = 16;

/// How deep dicts and lists are looked into.
const DEEPEST: u32 = 8;

/// Why a value differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// A person enters it in a widget.
    Entered,
    /// It comes from a mount's result.
    Result(u32),
    /// It is kept in this entry of the session state.
    Session(Rc<str>),
    /// It is another one in every run: a clock, a random or unique number.
    Fresh,
}

impl Run<'_> {
    /// Remembers that the value of an expression differs from run to run. What an imported module's top level or
    /// a cached function computes is computed once.
    pub(super) fn vary(&mut self, site: Site, cause: Cause) {
        let once = self.importing || self.calls.iter().any(|call| call.keeps);
        let drawn_from_seed = self.is_seeded && cause == Cause::Fresh;
        if !once && !drawn_from_seed {
            self.varying.entry(site).or_insert(cause);
        }
    }

    /// Remembers that the value of an expression differs where one of those that went into it does.
    pub(super) fn vary_with(&mut self, site: Site, parts: &[&Value]) {
        let cause = parts.iter().find_map(|part| self.causes(part, site).into_iter().next());
        if let Some((_, cause)) = cause {
            self.vary(site, cause);
        }
    }

    /// Why a value differs from run to run, with the places where that comes in. `site` is where it is used.
    pub(super) fn causes(&self, value: &Value, site: Site) -> Vec<(Site, Cause)> {
        let mut found = Vec::new();
        self.collect_causes(value, site, DEEPEST, &mut found);
        found
    }

    fn collect_causes(&self, value: &Value, site: Site, depth: u32, found: &mut Vec<(Site, Cause)>) {
        if depth == 0 || found.len() >= MOST_CAUSES {
            return;
        }
        let known = |site: Site| self.varying.get(&site).map(|cause| (site, cause.clone()));
        match value {
            Value::Unknown(unknown) => found.extend(known(unknown.site)),
            Value::Made(made) => found.extend(known(made.site)),
            Value::Text(text) => found.extend(text.segments().iter().find_map(|segment| match segment.origin {
                Origin::Hole(Some(site)) => known(site),
                _ => None,
            })),
            Value::Result(mount) => found.push((site, Cause::Result(*mount))),
            Value::StateEntry(entry) => found.push((site, Cause::Session(Rc::clone(entry)))),
            Value::OneOf(all) => {
                for one in all.iter() {
                    self.collect_causes(one, site, depth - 1, found);
                }
            }
            Value::List(id, _) => {
                for item in &self.store.list(*id).items {
                    self.collect_causes(&item.value, item.site, depth - 1, found);
                }
            }
            Value::Dict(id) => {
                let data = self.store.dict(*id);
                for entry in &data.entries {
                    self.collect_causes(&entry.value, entry.value_site, depth - 1, found);
                }
                found.extend(data.open.iter().filter_map(|unknown| known(unknown.site)));
            }
            _ => {}
        }
    }

    /// The call that makes a value another one in every run, whichever of its alternatives it is.
    pub(super) fn fresh(&self, value: &Value, site: Site) -> Option<Site> {
        if let Value::OneOf(all) = value {
            let all: Option<Vec<Site>> = all.iter().map(|one| self.fresh(one, site)).collect();
            return all?.first().copied();
        }
        self.causes(value, site).into_iter().find(|(_, cause)| *cause == Cause::Fresh).map(|(site, _)| site)
    }

    /// Whether an entry of the session state is known to change: a component or a widget keeps it, or the script
    /// puts several things there.
    pub(super) fn entry_varies(&self, entry: &str) -> bool {
        let of_mount = self.mounts.iter().any(|record| record.mount.key.literal().is_some_and(|key| key.text == entry));
        let of_widget = self.widgets.iter().any(|widget| widget.key.text == entry);
        let kept = self.session.get(entry).map_or(&[][..], Vec::as_slice);
        let here = Span::default().in_file(self.entry);
        let differs = |value: &Value| {
            let mut causes = self.causes(value, here).into_iter();
            causes.any(|(_, cause)| !matches!(&cause, Cause::Session(other) if &**other == entry))
        };
        of_mount || of_widget || kept.len() > 1 || kept.iter().any(differs)
    }

    /// Says of each mount what makes its `data` and `default` differ, and of each registration, its texts.
    pub(super) fn settle_variation(&mut self) {
        for index in 0..self.mounts.len() {
            let record = &self.mounts[index];
            let data_varies = self.settled(&record.data_causes);
            let default_varies = self.settled(&record.default_causes);
            let circumstances = &mut self.mounts[index].mount.circumstances;
            (circumstances.data_varies, circumstances.default_varies) = (data_varies, default_varies);
        }
        for index in 0..self.components.len() {
            let [name, html, css] = self.registered[index].texts.each_ref().map(|causes| self.settled(causes));
            self.components[index].varies = Varying { name, html, css };
        }
    }

    /// The first cause that holds to the end of the run.
    fn settled(&self, causes: &[(Site, Cause)]) -> Option<Site> {
        let holds = |cause: &Cause| match cause {
            Cause::Session(entry) => self.entry_varies(entry),
            _ => true,
        };
        causes.iter().find(|(_, cause)| holds(cause)).map(|(site, _)| *site)
    }

    /// Marks what a call of an external function returns, where that is known to differ.
    pub(super) fn vary_by_call(&mut self, name: &str, site: Site) {
        match name {
            "random.seed" | "numpy.random.seed" => self.is_seeded = true,
            name if is_fresh(name) => self.vary(site, Cause::Fresh),
            name if is_widget(name) => self.vary(site, Cause::Entered),
            _ => {}
        }
    }

    /// A member or a method's result of an object that differs: what is cut from a point in time (its day, say)
    /// need not.
    pub(super) fn vary_by_member(&mut self, site: Site, made: &Made, member: &str, pattern: Option<&str>) {
        let is_time = made.words == "a `datetime`" || made.words == "a `time`";
        let exact = match member {
            "isoformat" | "timestamp" | "ctime" | "microsecond" | "second" => true,
            "strftime" => pattern.is_some_and(|pattern| {
                ["%S", "%M", "%f", "%X", "%c", "%s", "%T"].iter().any(|part| pattern.contains(part))
            }),
            _ => !is_time,
        };
        if exact && let Some(cause) = self.varying.get(&made.site).cloned() {
            self.vary(site, cause);
        }
    }
}

fn is_fresh(name: &str) -> bool {
    const FRESH: &[&str] = &[
        "uuid.uuid1",
        "uuid.uuid4",
        "time.time",
        "time.time_ns",
        "time.monotonic",
        "time.monotonic_ns",
        "time.perf_counter",
        "time.perf_counter_ns",
        "datetime.datetime.now",
        "datetime.datetime.utcnow",
        "datetime.datetime.today",
        "secrets.token_hex",
        "secrets.token_urlsafe",
        "secrets.token_bytes",
        "secrets.randbelow",
        "os.urandom",
        "random.random",
        "random.randint",
        "random.randrange",
        "random.uniform",
        "random.choice",
        "random.choices",
        "random.sample",
        "random.gauss",
        "random.getrandbits",
        "numpy.random.rand",
        "numpy.random.randn",
        "numpy.random.randint",
        "numpy.random.random",
    ];
    FRESH.contains(&name)
}

/// Whether a function of Streamlit makes a widget: it returns what a person entered, and takes a `key`.
pub(super) fn is_widget(name: &str) -> bool {
    const WIDGETS: &[&str] = &[
        "audio_input",
        "button",
        "camera_input",
        "chat_input",
        "checkbox",
        "color_picker",
        "data_editor",
        "date_input",
        "datetime_input",
        "download_button",
        "feedback",
        "file_uploader",
        "form_submit_button",
        "multiselect",
        "number_input",
        "pills",
        "radio",
        "segmented_control",
        "select_slider",
        "selectbox",
        "slider",
        "text_area",
        "text_input",
        "time_input",
        "toggle",
    ];
    name.strip_prefix("streamlit.").is_some_and(|name| WIDGETS.contains(&name))
}
