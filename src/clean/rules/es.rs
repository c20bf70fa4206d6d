//! Spanish (and the Portuguese that looks like it): what the lines of a page are that are not the story.

use super::Language;
use crate::clean::rule::Place::{Edge, Top};
use crate::clean::rule::Rule;
use crate::clean::rule::Scope::{Links, Rest};
use crate::region::RegionKind::{Byline, Caption, Credit};

/// Spanish.
pub(super) const LANGUAGE: Language = Language {
    rules: RULES,
    time_words: "
        enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
        ene abr ago dic lunes martes miércoles jueves viernes sábado domingo de del actualizado
        publicado a las h hrs hace horas minutos el hoy ayer
    ",
    picture_words: "foto; fotos; imagen; archivo; cortesía; captura; crédito; efe",
    statement_words: "comunicado íntegro:; texto íntegro:; comunicado completo:; comunicado:",
};

/// The table.
const RULES: &[Rule] = &[
    Rule::line(
        "byline",
        Byline,
        "
        por ~; por: ~; por ~ | *; redacción; redacción ~; agencias; ~ | efe; ~ / efe; ~ (efe);
        texto: ~
    ",
    )
    .open()
    .at(Top)
    .longest(160),
    Rule::line(
        "credit line",
        Credit,
        "
        (con información de *; con información de *; (efe); efe; con datos de efe*; fuente: *;
        (afp)*; © efe*; efe/*
    ",
    )
    .longest(200),
    Rule::line(
        "picture credit",
        Caption,
        "
        foto: *; fotos: *; (foto: *; imagen: *; (imagen: *; foto de archivo*; imagen de archivo*;
        fotografía: *; crédito: *; captura de pantalla*; pie de foto*
    ",
    )
    .longest(400),
    Rule::chrome("author's line", "~ es periodista *; ~ es corresponsal *").at(Edge).longest(250),
    Rule::chrome(
        "teaser",
        "
        lea también*; lee también*; leer también*; también lee*; también lea*;
        te puede interesar*; le puede interesar*; puede interesarte*; leer más*; lea más*;
        lee más*; ver más*; vea también*; mira también*; mira: *; vídeo: *; más información*;
        más sobre *; te recomendamos*; no te pierdas*; haz clic *; haga clic *; lea además*;
        además: *; leia também*; veja também*
    ",
    )
    .longest(260),
    Rule::chrome(
        "links",
        "
        noticias relacionadas*; artículos relacionados*; relacionado*; lo más leído*;
        lo más visto*; más noticias*; últimas noticias*; temas relacionados*; etiquetas*;
        te puede gustar*; contenido patrocinado*
    ",
    )
    .scope(Links(10)),
    Rule::chrome(
        "share bar",
        "
        compartir; compartir *; comparte *; compártelo*; síguenos *; síganos *; seguir en *;
        imprimir*; enviar por *; guardar; copiar enlace*
    ",
    )
    .open()
    .longest(160),
    Rule::chrome(
        "sign-up box",
        "
        suscríbete*; suscríbase*; suscribirse*; regístrate*; regístrese*; inicia sesión*;
        iniciar sesión*; recibe *newsletter*; recibe *boletín*; boletín*; apúntate *; únete a *;
        ya soy suscriptor*; para seguir leyendo*
    ",
    ),
    Rule::chrome(
        "notice",
        "
        publicidad*; anuncio; utilizamos cookies*; este sitio utiliza cookies*; usamos cookies*;
        esta web utiliza cookies*; todos los derechos reservados*; aviso legal*;
        política de privacidad*; términos y condiciones*; aceptar; inicio > *; inicio » *;
        continúa leyendo*; sigue leyendo*
    ",
    )
    .longest(400),
    Rule::chrome(
        "comment form",
        "
        comentarios; comentarios (#*; # comentarios; deja un comentario*; deja tu comentario*;
        dejar un comentario*; escribe un comentario*; deja una respuesta*
    ",
    )
    .scope(Rest),
];
