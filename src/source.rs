//! Inputs → articles: documents of any format, packs, corpus folders with a manifest, and the
//! built-in corpora, together.

use crate::analysis::{self, Analysis, Options};
use crate::article::{Article, Dissection};
use crate::clean::Recurring;
use crate::credit::Directory;
use crate::credit::agencies::LocalAgency;
use crate::document::{Document, Skips};
use crate::error::{Error, Result};
use crate::manifest::{self, Manifest};
use crate::pack::Pack;
use crate::read;
use crate::token::Unit;
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// A corpus that is part of the program.
pub struct Embedded {
    /// Its name, an INPUT of the command line.
    pub name: &'static str,
    files: &'static [(&'static str, &'static [u8])],
}

macro_rules! embedded {
    ($name:literal, [$($file:literal),* $(,)?]) => {
        Embedded {
            name: $name,
            files: &[$(($file, include_bytes!(concat!("../corpus/", $name, "/", $file)))),*],
        }
    };
}

/// The built-in corpora: the reference set, as a pack, and the invented demo.
pub const EMBEDDED: [Embedded; 2] = [
    embedded!("pegasus-2021", ["manifest.toml", "pegasus-2021.wfp"]),
    embedded!(
        "harbour-fire",
        [
            "manifest.toml",
            "pages/01_courier.txt",
            "pages/02_beacon.txt",
            "pages/03_ledger.txt",
            "pages/04_post.txt",
            "pages/05_star.txt",
            "pages/06_whirl.txt",
            "pages/07_gazette.txt",
            "pages/08_chronicle.txt",
            "pages/09_radio.txt",
            "pages/10_tradewinds.html",
            "pages/11_phare.txt",
            "pages/12_quill.txt",
        ]
    ),
];

/// How to read and take apart.
#[derive(Clone, Debug, Default)]
pub struct SourceOptions {
    /// How to read documents.
    pub read: read::Options,
    /// What counts as a token; `None` takes a pack's, or words.
    pub unit: Option<Unit>,
    /// Tokens in a shingle; `None` takes a pack's, or 5.
    pub k: Option<usize>,
    /// Folder with the texts of the packs that lie beside a manifest, to show their words.
    pub texts: Option<PathBuf>,
}

/// What the inputs hold, as it was read.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// Short name.
    pub name: String,
    /// Title of the report.
    pub title: String,
    /// What it is, if its manifest says so.
    pub about: String,
    /// What counts as a token.
    pub unit: Unit,
    /// Tokens in a shingle.
    pub k: usize,
    /// Sorted by id.
    pub documents: Vec<Document>,
    /// The id of the document that was given first, where no pack and no manifest is among the inputs.
    pub first: Option<String>,
    /// The packs among the inputs.
    pub packs: Vec<Pack>,
    /// The agencies that its manifests add to those that can be credited.
    pub agencies: Vec<LocalAgency>,
    /// What could not be read.
    pub skipped: Skips,
}

/// The articles of a run, ready to compare.
#[derive(Clone, Debug)]
pub struct Source {
    /// Short name.
    pub name: String,
    /// Title of the report.
    pub title: String,
    /// What it is, if its manifest says so.
    pub about: String,
    /// What counts as a token.
    pub unit: Unit,
    /// Tokens in a shingle.
    pub k: usize,
    /// Sorted by id, ids unique.
    pub articles: Vec<Article>,
    /// What could not be read.
    pub skipped: Skips,
}

/// One corpus folder, on disk or built in.
struct Folder {
    manifest: Manifest,
    path: PathBuf,
    embedded: Option<&'static Embedded>,
}

impl Inputs {
    /// Opens inputs: files, folders, globs, `-`, packs, folders with a `manifest.toml`, names of
    /// built-in corpora. `progress` is told how many documents were read so far.
    ///
    /// # Errors
    /// If nothing can be read, a pack or manifest is damaged, packs do not fit together or are not
    /// of the `k` and unit asked for, a text is not the one a manifest lists, or the same id stands
    /// in two inputs.
    pub fn open(
        inputs: &[String],
        options: &SourceOptions,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Result<Inputs> {
        let (mut plain, mut packs, mut documents) = (Vec::new(), Vec::new(), Vec::new());
        let mut manifests: Vec<Manifest> = Vec::new();
        if let Some(texts) = &options.texts {
            std::fs::read_dir(texts).map_err(|error| Error::io(texts, error))?;
        }
        for input in inputs {
            let path = Path::new(input);
            if path.extension().is_some_and(|ending| ending == "wfp") {
                // What does not fit is told by the file, not by the name inside, which may be common.
                let pack = Pack::from_bytes(&bytes_of(path)?, path)?;
                packs.push(Pack { name: input.clone(), ..pack });
            } else if let Some(folder) = Folder::open(path)? {
                match folder.documents()? {
                    Some(listed) => documents.extend(listed),
                    None => packs.push(folder.pack(options.texts.as_deref())?),
                }
                manifests.push(folder.manifest);
            } else {
                plain.push(input.clone());
            }
        }
        if let (Some(pack), [], true) = (packs.first(), &manifests[..], options.texts.is_some()) {
            let problem =
                "has no manifest to check texts by; lay it beside one and name the folder";
            return Err(Error::format(&pack.name, problem));
        }
        let (mut skipped, mut first) = (Skips::default(), None);
        if !plain.is_empty() {
            let corpus = read::read(&plain, &options.read, progress)?;
            first = corpus.first.filter(|_| packs.is_empty() && documents.is_empty());
            if documents.is_empty() {
                documents = corpus.documents;
            } else {
                documents.extend(corpus.documents);
            }
            skipped = corpus.skipped;
        }
        let (k, unit) = shingles(packs.first(), options)?;
        documents.sort_by(|x, y| x.id.cmp(&y.id));
        let agencies = manifests.iter().flat_map(|listed| listed.agencies.clone()).collect();
        let name = name_of(inputs, &manifests);
        let (title, about) = match manifests.as_slice() {
            [only] => (only.title.clone(), only.about.clone()),
            _ => (name.clone(), String::new()),
        };
        Ok(Inputs { name, title, about, unit, k, documents, first, packs, agencies, skipped })
    }

    /// Takes the documents apart and joins them with the packs.
    ///
    /// # Errors
    /// If the packs do not fit together, or the same id stands in two inputs.
    pub fn dissect(self) -> Result<Source> {
        let Inputs { name, title, about, unit, k, documents, mut packs, agencies, skipped, .. } =
            self;
        let directory =
            if agencies.is_empty() { Directory::default() } else { Directory::with(agencies) };
        let how = Dissection { unit, k, recurring: Recurring::learn(&documents), directory };
        let articles: Vec<Article> =
            documents.into_par_iter().map(|document| Article::of(document, &how)).collect();
        if !articles.is_empty() || packs.is_empty() {
            packs.push(Pack { name: name.clone(), unit, k, articles });
        }
        let joined = Pack::join(packs)?;
        Ok(Source { name, title, about, unit, k: joined.k, articles: joined.articles, skipped })
    }
}

impl Source {
    /// [`Inputs::open`] and [`Inputs::dissect`].
    ///
    /// # Errors
    /// As those.
    pub fn open(
        inputs: &[String],
        options: &SourceOptions,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Result<Source> {
        Inputs::open(inputs, options, progress)?.dissect()
    }

    /// Compares the articles.
    pub fn analyse(self, options: &Options) -> Analysis {
        let skipped = self.skipped;
        Analysis { skipped, ..analysis::compare(self.name, self.articles, options) }
    }

    /// The pack of the articles.
    pub fn pack(&self) -> Pack {
        Pack::of(self.name.clone(), self.unit, self.k, &self.articles)
    }

    /// The name as the name of a folder: letters, digits, `-`, `_` and inner dots only.
    pub fn folder_name(&self) -> String {
        let plain = |c: char| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '-' };
        let name: String = self.name.chars().map(plain).take(80).collect();
        let name = name.trim_matches(['.', '-']);
        if name.is_empty() { "report".into() } else { name.into() }
    }
}

impl Folder {
    /// The corpus folder at `path`, or the built-in corpus of that name where there is no such path.
    fn open(path: &Path) -> Result<Option<Folder>> {
        let listed = path.join(manifest::FILE);
        if listed.is_file() {
            let text = String::from_utf8_lossy(&bytes_of(&listed)?).into_owned();
            let manifest = Manifest::parse(&text, &listed)?;
            return Ok(Some(Folder { manifest, path: path.to_path_buf(), embedded: None }));
        }
        let named = EMBEDDED.iter().find(|corpus| Path::new(corpus.name) == path);
        let Some(corpus) = named.filter(|_| !path.exists()) else { return Ok(None) };
        let path = PathBuf::from(format!("built-in {}", corpus.name));
        let text = corpus.file(manifest::FILE).unwrap_or_default();
        let manifest = Manifest::parse(&String::from_utf8_lossy(text), &path)?;
        Ok(Some(Folder { manifest, path, embedded: Some(corpus) }))
    }

    fn bytes(&self, file: &str) -> Result<Vec<u8>> {
        match self.embedded {
            Some(corpus) => Ok(corpus.file(file).unwrap_or_default().to_vec()),
            None => bytes_of(&self.path.join(file)),
        }
    }

    fn has(&self, file: &str) -> bool {
        match self.embedded {
            Some(corpus) => corpus.file(file).is_some(),
            None => self.path.join(file).is_file(),
        }
    }

    /// The documents, if their files lie in the folder.
    fn documents(&self) -> Result<Option<Vec<Document>>> {
        if !self.manifest.documents.iter().any(|listed| self.has(&listed.file)) {
            return Ok(None);
        }
        let documents = self.manifest.documents.par_iter().map(|listed| {
            let bytes = self.bytes(&listed.file)?;
            self.document(listed, &bytes, &self.path.join(&listed.file))
        });
        documents.collect::<Result<_>>().map(Some)
    }

    fn document(&self, listed: &manifest::Listed, bytes: &[u8], path: &Path) -> Result<Document> {
        listed.check(bytes, path)?;
        let mut document = read::document(bytes, path)?;
        document.id = listed.id.clone();
        document.outlet = listed.outlet.clone();
        document.date = listed.date.clone().or(document.date);
        document.language = listed.language.clone().or(document.language);
        Ok(document)
    }

    /// The pack beside the manifest, with the words of `texts` where they are at hand.
    fn pack(&self, texts: Option<&Path>) -> Result<Pack> {
        let file = format!("{}.wfp", self.manifest.name);
        if !self.has(&file) {
            let problem = format!("neither the texts it lists nor {file} lie beside it");
            return Err(Error::format(self.path.join(manifest::FILE), problem));
        }
        let mut pack = Pack::from_bytes(&self.bytes(&file)?, &self.path.join(file))?;
        let Some(texts) = texts else { return Ok(pack) };
        for article in &mut pack.articles {
            let Some(listed) = self.manifest.documents.iter().find(|x| x.id == article.id) else {
                continue;
            };
            let path = texts.join(&listed.file);
            if path.is_file() {
                article.text = Some(self.document(listed, &bytes_of(&path)?, &path)?.text);
            }
        }
        if pack.articles.iter().all(|article| article.text.is_none()) {
            let name = &self.manifest.name;
            let problem = format!("holds none of the files that the manifest of {name} lists");
            return Err(Error::format(texts, problem));
        }
        Ok(pack)
    }
}

/// Whether an input is documents: no pack, corpus folder or built-in corpus.
pub(crate) fn is_plain(input: &str) -> bool {
    let path = Path::new(input);
    let pack = path.extension().is_some_and(|ending| ending == "wfp");
    let named = EMBEDDED.iter().any(|corpus| Path::new(corpus.name) == path) && !path.exists();
    !pack && !named && !path.join(manifest::FILE).is_file()
}

impl Embedded {
    fn file(&self, name: &str) -> Option<&'static [u8]> {
        self.files.iter().find(|(file, _)| *file == name).map(|&(_, bytes)| bytes)
    }
}

fn bytes_of(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| Error::io(path, error))
}

/// The `k` and unit asked for, or else the pack's, or else the default.
fn shingles(pack: Option<&Pack>, options: &SourceOptions) -> Result<(usize, Unit)> {
    let Some(pack) = pack else {
        let usual = Options::default();
        return Ok((options.k.unwrap_or(usual.k), options.unit.unwrap_or(usual.unit)));
    };
    let asked = (options.k.unwrap_or(pack.k), options.unit.unwrap_or(pack.unit));
    if asked != (pack.k, pack.unit) {
        let (name, k) = (&pack.name, pack.k);
        return Err(Error::Usage(format!(
            "the pack {name} has shingles of {k}; another k or unit takes the texts themselves"
        )));
    }
    Ok(asked)
}

/// A name for what is read: the manifest's, or the stem of the first input.
fn name_of(inputs: &[String], manifests: &[Manifest]) -> String {
    match (inputs, manifests) {
        ([_], [only]) => only.name.clone(),
        ([first, ..], _) if first != "-" => {
            let full = std::path::absolute(first).unwrap_or_default();
            let stem = full.file_name().map(|name| name.to_string_lossy().into_owned());
            let stem = stem.unwrap_or_else(|| "corpus".into());
            let known = |ending: &str| stem.strip_suffix(ending).map(str::to_string);
            let stem = known(".zst").or_else(|| known(".gz")).unwrap_or(stem.clone());
            stem.split('.').next().filter(|s| !s.is_empty()).unwrap_or("corpus").to_string()
        }
        _ => "corpus".into(),
    }
}
