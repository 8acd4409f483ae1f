//! A workspace: its files, what is parsed and linked, and what an edit makes stale.
//!
//! The only place where reading, linking and judging are put together; the command line and the server both
//! get their findings from [`Workspace::analyze`].

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::config::{ConfigError, Settings};
use crate::derived::Derived;
use crate::discover::environment::{Environment, Setting};
use crate::discover::{self, Index, Layout};
use crate::link::{self, HostTrace};
use crate::rules::{self, suppress::Comment};
use crate::text::FileId;
use crate::vfs::{self, UnreadKind, Vfs};

mod analysis;
mod comments;
mod edit;
mod facts;
mod findings;
mod fronts;
mod quoted;
mod registrations;
mod sources;
mod threads;

pub use analysis::Analysis;
pub use threads::spawn_deep;

use findings::Findings;
use registrations::Registrations;
use sources::{Recorder, Shared, Used};

/// How much has been done so far. Tests hold it against what an edit should cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Texts parsed.
    pub parsed: usize,
    /// Host scripts followed.
    pub linked: usize,
    /// Components whose scripts, pages and sheets were followed.
    pub followed: usize,
    /// Registrations whose contract was made and judged.
    pub checked: usize,
}

/// Everything known of one workspace. It belongs to one thread; others read [`Analysis`].
#[derive(Debug)]
pub struct Workspace {
    roots: Vec<PathBuf>,
    base: PathBuf,
    settings: Settings,
    config_errors: Vec<ConfigError>,
    shared: Shared,
    /// What each Python file below the roots mentions.
    index: Index,
    /// Those of the index that are only there because others import them.
    neighbours: FxHashSet<PathBuf>,
    /// Whether files below the roots may import what lies outside.
    is_part: bool,
    unread: Vec<PathBuf>,
    relevance_is_stale: bool,
    hosts: FxHashMap<FileId, Host>,
    registrations: Registrations,
    comments: CommentsByFile,
    latest: Option<Arc<Analysis>>,
    linked: usize,
}

/// A relevant Python file.
#[derive(Debug, Default)]
struct Host {
    /// None until it is followed, and again when something that it used changed.
    linked: Option<Linked>,
}

/// A host script that was followed.
#[derive(Debug)]
struct Linked {
    trace: Arc<HostTrace>,
    used: Used,
    /// Differs between any two traces.
    version: usize,
}

impl Workspace {
    /// An empty workspace over these folders and files, with the configuration that is found for them.
    pub fn new(roots: Vec<PathBuf>) -> Self {
        let base = std::env::current_dir().unwrap_or_default();
        let roots: Vec<PathBuf> = roots.iter().map(|root| vfs::plain(root, &base)).collect();
        let (settings, config_errors) = Settings::discover(&roots);
        Self {
            roots,
            base,
            settings,
            config_errors,
            shared: Shared::default(),
            index: Index::default(),
            neighbours: FxHashSet::default(),
            is_part: false,
            unread: Vec::new(),
            relevance_is_stale: false,
            hosts: FxHashMap::default(),
            registrations: Registrations::default(),
            comments: CommentsByFile::default(),
            latest: None,
            linked: 0,
        }
    }

    /// Lets messages name files relative to `base` instead of the process's working folder.
    pub fn relative_to(mut self, base: PathBuf) -> Self {
        self.base = base;
        self
    }

    /// What is wrong with the configuration files. Where one is broken the default counts.
    pub fn config_errors(&self) -> &[ConfigError] {
        &self.config_errors
    }

    /// The configuration.
    pub fn settings_mut(&mut self) -> &mut Settings {
        self.latest = None;
        &mut self.settings
    }

    /// The files, for writing them back.
    pub fn files(&self) -> &Vfs {
        &self.shared.vfs
    }

    /// How much has been done so far.
    pub fn stats(&self) -> Stats {
        let parsed = self.shared.parsed.load(Ordering::Relaxed);
        let followed = self.shared.fronts.followed();
        Stats { parsed, linked: self.linked, followed, checked: self.registrations.checked() }
    }

    /// Walks the roots and reads what can matter. Open buffers stay open.
    pub fn scan(&mut self) {
        let settings = &self.settings;
        let excluded = |path: &Path, is_folder: bool| settings.of(path).exclude.matches(path, is_folder);
        let walked = discover::walk(&self.roots, &excluded);
        let mut tops: Vec<PathBuf> = self.roots.iter().map(|root| discover::project_top(root)).collect();
        self.is_part = tops != self.roots;
        tops.sort();
        tops.dedup();
        let environment = self.environment(&tops);
        self.shared.layout = Layout { tops, projects: walked.projects, environment };
        self.shared.layout.projects.sort();
        let open = self.index.keys().filter(|path| self.shared.vfs.is_open(path)).cloned().collect::<Vec<_>>();
        self.index = walked.python.into_iter().collect();
        self.neighbours.clear();
        self.unread = walked.unread;
        for path in open {
            self.look_at(&path);
        }
        self.shared.forget_all_modules();
        self.shared.fronts.keep_only(|_| false);
        self.hosts.clear();
        self.relevance_is_stale = true;
        self.latest = None;
    }

    /// The installed packages, unless they are what is to be checked.
    fn environment(&self, tops: &[PathBuf]) -> Option<Environment> {
        let environment = match self.settings.environment() {
            Setting::Off => None,
            Setting::At(folder) => Environment::at(folder),
            Setting::Look => Environment::find(tops, &|name| std::env::var_os(name)),
        };
        environment.filter(|environment| !self.roots.iter().any(|root| environment.holds(root, &[])))
    }

    /// An editor's buffer takes the file's place.
    pub fn open(&mut self, path: &Path, text: String) {
        let path = vfs::plain(path, &self.base);
        let existed = self.shared.vfs.exists(&path);
        let changed = self.shared.vfs.set_buffer(&path, &text);
        if changed || !existed {
            self.changed(&path, !existed);
        }
    }

    /// The file on disk counts again.
    pub fn close(&mut self, path: &Path) {
        let path = vfs::plain(path, &self.base);
        let changed = self.shared.vfs.drop_buffer(&path);
        let gone = !self.shared.vfs.exists(&path);
        if changed || gone {
            self.changed(&path, gone);
        }
    }

    /// The file, or what is below the folder, was made, changed or removed on disk.
    pub fn touched(&mut self, path: &Path) {
        let path = vfs::plain(path, &self.base);
        let mut paths: Vec<PathBuf> =
            self.shared.vfs.below(&path).into_iter().map(|file| self.shared.vfs.path(file).to_path_buf()).collect();
        paths.extend(self.index.keys().filter(|known| known.starts_with(&path)).cloned());
        if path.is_dir() {
            let settings = &self.settings;
            let excluded = |path: &Path, is_folder: bool| settings.of(path).exclude.matches(path, is_folder);
            if discover::reaches(&self.roots, &path) {
                paths.extend(discover::walk(&[path], &excluded).python.into_iter().map(|(path, _)| path));
            }
        } else {
            paths.push(path);
        }
        paths.sort();
        paths.dedup();
        for path in paths {
            self.shared.vfs.forget_disk(&path);
            self.changed(&path, true);
        }
    }

    /// Makes stale what used the file. `came_or_went`: whether it may be new or gone, too.
    fn changed(&mut self, path: &Path, came_or_went: bool) {
        self.latest = None;
        if came_or_went {
            self.shared.forget_modules(path);
            if sources::is_manifest(path) {
                self.shared.layout.project_changed(path, self.shared.vfs.exists(path));
            }
        }
        if discover::is_python(path) {
            self.look_at(path);
        }
        let file = self.shared.vfs.lookup(path);
        let shared = &self.shared;
        let stale =
            |used: &Used| file.is_some_and(|file| used.has(file)) || (came_or_went && used.misled_by(path, shared));
        for host in self.hosts.values_mut() {
            if host.linked.as_ref().is_some_and(|linked| stale(&linked.used)) {
                host.linked = None;
            }
        }
        self.registrations.drop_stale(stale);
        self.shared.fronts.drop_stale(stale);
    }

    /// Reads anew what a Python file mentions.
    fn look_at(&mut self, path: &Path) {
        if discover::is_template(&self.roots, path) {
            return;
        }
        let known = self.index.get(path);
        let is_open = self.shared.vfs.is_open(path);
        if known.is_none() && !discover::reaches(&self.roots, path) {
            self.is_part = true;
            if !is_open {
                // Nobody asked for it, but something may import it.
                self.relevance_is_stale = true;
                return;
            }
        }
        if is_open {
            self.neighbours.remove(path);
        }
        let mentions = match is_open {
            true => self
                .shared
                .vfs
                .read(self.shared.vfs.intern(path))
                .ok()
                .map(|buffer| discover::Mentions::read(buffer.text.as_bytes())),
            false => discover::look_at(path),
        };
        if known == mentions.as_ref() {
            return;
        }
        match mentions {
            Some(mentions) => self.index.insert(path.to_path_buf(), mentions),
            None => self.index.remove(path),
        };
        self.relevance_is_stale = true;
    }

    /// Brings the analysis up to date, doing again only what the changes made stale.
    pub fn analyze(&mut self) -> Arc<Analysis> {
        if let Some(latest) = &self.latest {
            return latest.clone();
        }
        let analysis = Arc::new(threads::deeply(|| {
            self.settle_relevance();
            self.link_hosts();
            self.judge()
        }));
        self.latest = Some(analysis.clone());
        analysis
    }

    fn settle_relevance(&mut self) {
        if !std::mem::take(&mut self.relevance_is_stale) {
            return;
        }
        if self.is_part {
            self.neighbours.extend(discover::add_neighbours(&mut self.index, &self.shared.layout));
        } else {
            self.neighbours.extend(discover::add_installed(&mut self.index, &self.shared.layout));
        }
        let mut relevant: Vec<&Path> = discover::relevant(&self.index, &self.shared.layout).into_iter().collect();
        relevant.retain(|path| !self.neighbours.contains(*path));
        // In the order of their paths, so that equal trees get equal file numbers.
        relevant.sort();
        let files: FxHashSet<FileId> = relevant.into_iter().map(|path| self.shared.vfs.intern(path)).collect();
        self.hosts.retain(|file, _| files.contains(file));
        for file in files {
            self.hosts.entry(file).or_default();
        }
    }

    fn link_hosts(&mut self) {
        let shared = &self.shared;
        let stale: Vec<FileId> =
            self.hosts.iter().filter(|(_, host)| host.linked.is_none()).map(|(&file, _)| file).collect();
        let follow = |file: FileId| {
            let recorder = Recorder::new(shared);
            let trace = link::host::follow(file, &recorder);
            (file, Arc::new(trace), recorder.finish())
        };
        let followed: Vec<(FileId, Arc<HostTrace>, Used)> = threads::each(stale, follow);
        for (file, trace, used) in followed {
            self.linked += 1;
            let linked = Linked { trace, used, version: self.linked };
            self.hosts.insert(file, Host { linked: Some(linked) });
        }
    }

    fn judge(&mut self) -> Analysis {
        let shared = &self.shared;
        let path = |file: FileId| shared.vfs.path(file);
        let mut traces: Vec<(FileId, &Linked)> =
            self.hosts.iter().filter_map(|(&file, host)| Some((file, host.linked.as_ref()?))).collect();
        traces.sort_by_cached_key(|(file, _)| path(*file));
        self.registrations.update(&traces, shared, &self.base);

        let mut used: FxHashSet<FileId> = traces.iter().flat_map(|(_, linked)| linked.used.files()).collect();
        used.extend(self.registrations.used());
        let unread = self.unread.iter().map(|path| shared.vfs.intern(path)).chain(self.hosts.keys().copied());
        let unread = unread.filter_map(|file| Some((file, shared.vfs.read(file).err()?)));
        let unread = unread.filter(|(_, unread)| unread.kind != UnreadKind::Missing).collect();
        let mut contracts = self.registrations.contracts();
        contracts.sort_by_cached_key(|contract| {
            let component = &contract.component;
            let name = component.name.as_ref().map(|name| name.text.clone());
            (path(component.site.file), component.site.span, name)
        });
        let mut comments: Vec<Comment> = self.registrations.comments().cloned().collect();
        for &file in &used {
            comments.extend_from_slice(python_comments(&mut self.comments, file, shared));
        }
        let mut judged: Vec<_> = self.registrations.diagnostics().cloned().collect();
        rules::weigh_shared(&mut judged, &contracts);
        judged.extend(findings::in_context(shared, &self.base, |context| rules::check_together(&contracts, context)));
        let findings = Findings { judged, unread, comments, shared, base: &self.base };
        let diagnostics = findings.settle(&self.settings);
        let (files, sources) = (used.len(), shared.vfs.snapshot());
        Analysis { contracts, diagnostics, files, sources, derived: Derived::default() }
    }
}

/// The comments of a Python file that speak to crosswire, looked for once in each text that it has.
fn python_comments<'k>(kept: &'k mut CommentsByFile, file: FileId, shared: &Shared) -> &'k [Comment] {
    let document = match shared.vfs.read(file) {
        Ok(document) if discover::is_python(&shared.vfs.path(file)) => document,
        _ => return &[],
    };
    let found = || {
        let facts = shared.facts.python(file, &document, || {});
        (document.revision, comments::of_python(file, &document.text, &facts))
    };
    let (revision, comments) = kept.entry(file).or_insert_with(found);
    if *revision != document.revision {
        (*revision, *comments) = found();
    }
    comments
}

type CommentsByFile = FxHashMap<FileId, (u64, Vec<Comment>)>;
