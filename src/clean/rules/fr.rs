//! French: what the lines of a page are that are not the story.

use super::Language;
use crate::clean::rule::Place::{Edge, Top};
use crate::clean::rule::Rule;
use crate::clean::rule::Scope::{Links, Rest};
use crate::region::RegionKind::{Byline, Caption, Credit};

/// French.
pub(super) const LANGUAGE: Language = Language {
    rules: RULES,
    time_words: "
        janvier février mars avril mai juin juillet août septembre octobre novembre décembre janv
        févr avr juil sept déc lundi mardi mercredi jeudi vendredi samedi dimanche publié publiée
        mis mise à jour le modifié h heures minutes lecture temps de il y posté hier aujourd'hui
    ",
    picture_words: "photo; photos; crédit; image; archives; capture; illustration",
    statement_words: "communiqué intégral :; texte intégral :; communiqué :; intégralité :",
};

/// The table.
const RULES: &[Rule] = &[
    Rule::line(
        "byline",
        Byline,
        "
        par ~; par ~ *#*; propos recueillis par ~; de notre correspondant*; de notre envoyé*
    ",
    )
    .open()
    .at(Top)
    .longest(160),
    Rule::line(
        "byline",
        Byline,
        "~ avec afp; ~ avec reuters; avec afp; le monde avec afp; afp avec ~",
    )
    .open()
    .longest(120),
    Rule::line(
        "credit line",
        Credit,
        "
        (avec afp*; (avec reuters*; avec reuters; source : afp*; © afp*; (reportage de *;
        avec les agences*; (avec les agences*
    ",
    )
    .longest(200),
    Rule::line(
        "picture credit",
        Caption,
        "
        crédit photo*; crédits photo*; crédit : *; photo d'illustration*; image d'illustration*;
        photo d'archives*; légende *; capture d'écran*; photo : *
    ",
    )
    .open()
    .longest(300),
    Rule::chrome("author's line", "~ est journaliste *; ~ est correspondant* *")
        .at(Edge)
        .longest(250),
    Rule::chrome(
        "teaser",
        "
        lire aussi*; à lire aussi*; lire également*; à lire :*; lire :*; lire la suite*;
        à voir aussi*; voir aussi*; a lire aussi*; a voir aussi*; lire notre *; retrouvez *ici*;
        pour en savoir plus*; notre dossier*; écouter aussi*; regarder*:*; en vidéo*; vidéo :*;
        relire *; cliquez ici *
    ",
    )
    .longest(260),
    Rule::chrome(
        "links",
        "
        sur le même sujet*; articles liés*; les plus lus*; à la une*; dans la même rubrique*;
        contenus sponsorisés*; nos recommandations*; plus d'articles*; mots-clés*
    ",
    )
    .scope(Links(10)),
    Rule::chrome(
        "share bar",
        "
        partager; partager *; partagez *; imprimer*; envoyer par *; suivez-nous*; suivre *sur *;
        réagir*; enregistrer*; copier le lien*
    ",
    )
    .open()
    .longest(160),
    Rule::chrome(
        "sign-up box",
        "
        abonnez-vous*; s'abonner*; inscrivez-vous*; s'inscrire*; recevez *newsletter*;
        votre e-mail*; votre adresse *mail*; se connecter*; déjà abonné*; newsletter*;
        cet article est réservé *; il vous reste * à lire*; article réservé *;
        la suite est réservée *
    ",
    ),
    Rule::chrome(
        "notice",
        "
        publicité*; la suite après *; nous utilisons des cookies*; ce site utilise des cookies*;
        en poursuivant *navigation*; tous droits réservés*; mentions légales*;
        politique de confidentialité*; conditions générales*; accepter; fil d'ariane*;
        accueil > *; accueil » *
    ",
    )
    .longest(400),
    Rule::chrome(
        "comment form",
        "
        commentaires; commentaires (#*; # commentaires; # commentaire; laisser un commentaire*;
        ajouter un commentaire*; réagissez à *; publier un commentaire*
    ",
    )
    .scope(Rest),
];
