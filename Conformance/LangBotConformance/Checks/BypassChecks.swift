import JSONCore
import LangBotContract

/// Ways round the authentication that proxies, frameworks and convenience have opened elsewhere, without a credential: to
/// lists, to single resources, and to changes.
enum BypassChecks {
    static let checks = families.flatMap(\.checks)

    private static let families = [
        BypassFamily(
            name: "trust",
            what: "Fields that proxies set",
            source: .authenticationBypass,
            single: trusted,
            disguises: Disguise.trusted,
            more: Disguise.seldomTrusted,
            rare: Disguise.rarelyTrusted,
            brief: Disguise.brieflyTrusted,
            own: Disguise.own
        ),
        BypassFamily(
            name: "feature",
            what: "Features of HTTP",
            source: .authenticationBypass,
            single: features,
            disguises: Disguise.features,
            rare: Disguise.rareFeatures,
            brief: Disguise.briefFeatures
        ),
        BypassFamily(
            name: "path",
            what: "Disguised paths",
            source: .pathTraversal,
            disguises: Disguise.paths + Disguise.rewritten,
            more: Disguise.morePaths,
            rare: Disguise.rarePaths,
            brief: Disguise.briefPaths
        ),
        BypassFamily(
            name: "method",
            what: "Methods and versions",
            source: .authenticationBypass,
            needs: [.rawSocket],
            disguises: Disguise.methods,
            rare: Disguise.rareMethods,
            brief: Disguise.briefMethods
        ),
    ]

    /// Fields that are a check of their own on the list of bots.
    private static let trusted: [Disguise] = [
        .field("X-Forwarded-For", "127.0.0.1", "X-Forwarded-For of this machine"),
        .field("X-Real-IP", "127.0.0.1", "X-Real-IP of this machine"),
        .field("X-Client-IP", "127.0.0.1", "X-Client-IP of this machine"),
        .field("True-Client-IP", "127.0.0.1", "True-Client-IP of this machine"),
        .field("Forwarded", "for=127.0.0.1;host=localhost;proto=https", "Forwarded for this machine"),
        .field("X-Forwarded-Host", "localhost", "X-Forwarded-Host localhost"),
        .field("X-Forwarded-Proto", "https", "X-Forwarded-Proto https"),
        .field("Origin", "http://localhost", "Origin localhost"),
        .field("Referer", "http://localhost/home/bots", "Referer of the web interface"),
        .field("Remote-User", "admin", "A user in Remote-User"),
        .field("X-Remote-User", "admin", "A user in X-Remote-User"),
        .field("X-Forwarded-User", "admin", "A user in X-Forwarded-User"),
        .field("X-Forwarded-Email", "admin@example.com", "An address in X-Forwarded-Email"),
        .field("X-Auth-Request-User", "admin", "A user in X-Auth-Request-User"),
        .field("X-Middleware-Subrequest", "middleware", "X-Middleware-Subrequest"),
        .field("X-Internal-Request", "true", "X-Internal-Request"),
        .field("X-Requested-With", "XMLHttpRequest", "X-Requested-With"),
        Disguise(slug: "origin.address", what: "Origin 127.0.0.1") { $0.adding("Origin", "http://127.0.0.1") },
        .query("debug", "Query parameter debug", "debug=1"),
        .query("internal", "Query parameter internal", "internal=true"),
    ]

    private static let features: [Disguise] = [
        .field("Range", "bytes=0-", "Range"),
        .field("If-None-Match", "\"lbconf\"", "If-None-Match"),
        .field("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT", "If-Modified-Since"),
        .field("Cache-Control", "no-cache", "Cache-Control"),
        .field("Accept", "text/event-stream", "Accept of an event stream"),
        .field("Sec-Purpose", "prefetch", "Prefetch"),
        Disguise(slug: "upgrade", what: "Upgrade to a websocket") {
            $0.adding("Upgrade", "websocket").adding("Connection", "Upgrade")
                .adding("Sec-WebSocket-Version", "13").adding("Sec-WebSocket-Key", "bGJjb25mLWxiY29uZi0xMg==")
        },
    ]
}
