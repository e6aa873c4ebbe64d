import Foundation

/// Paths that the check of the credential and the route may read differently.
extension Disguise {
    private static let root = "/api/v1/"

    static let paths: [Disguise] =
        [
            .path("trailing-slash", "a trailing slash") { $0 + "/" },
            .path("trailing-slashes", "two trailing slashes") { $0 + "//" },
            .path("leading-double-slash", "a double slash at the beginning") { "/" + $0 },
            .path("first-double-slash", "a double slash after /api") { $0.replacing(root, with: "/api//v1/") },
            .path("double-slash", "a double slash after /api/v1") { $0.replacing(root, with: "/api/v1//") },
            .path("last-double-slash", "a double slash before the last segment") { beforeLast($0, "/") },
            .path("dot", "a path segment '.'") { $0.replacing(root, with: "/api/v1/./") },
            .path("last-dot", "a path segment '.' before the last") { beforeLast($0, "/.") },
            .path("trailing-dot", "a path segment '.' at the end") { $0 + "/." },
            .path("encoded-dot", "an encoded path segment '.'") { $0.replacing(root, with: "/api/v1/%2e/") },
            .path("last-encoded-dot", "an encoded path segment '.' in upper case before the last") {
                beforeLast($0, "/%2E")
            },
            .path("parent", "a path segment '..'") { $0.replacing(root, with: "/api/v1/user/../") },
            .path("encoded-parent", "an encoded path segment '..'") {
                $0.replacing(root, with: "/api/v1/user/%2e%2e/")
            },
            .path("upper-case-parent", "an encoded path segment '..' in upper case") {
                $0.replacing(root, with: "/api/v1/system/%2E%2E/")
            },
            .path("half-parent", "a half encoded path segment '..'") { $0.replacing(root, with: "/api/v1/user/.%2e/") },
            .path("open-parent", "a path segment '..' after an open path") { "/healthz/.." + $0 },
            .path("open-encoded-parent", "an encoded path segment '..' after an open path") { "/healthz/%2e%2e" + $0 },
            .path("triple-slash", "a triple slash before the last segment") { beforeLast($0, "//") },
            .path("last-parent", "a path segment '..' before the last") { beforeLast($0, "/lbconf/..") },
            .path("last-encoded-parent", "an encoded path segment '..' before the last") {
                beforeLast($0, "/lbconf/%2e%2e")
            },
            .path("trailing-parent", "a path segment '..' at the end") { $0 + "/lbconf/.." },
            .path("parameter-parent", "a path segment '..' with a path parameter") {
                $0.replacing(root, with: "/api/v1/user/..;/")
            },
            .path("parent-encoded-slash", "a path segment '..' with an encoded slash") {
                $0.replacing(root, with: "/api/v1/user/..%2f")
            },
            .path("encoded-parent-slash", "an encoded path segment '..' with an encoded slash") {
                $0.replacing(root, with: "/api/v1/user/%2e%2e%2f")
            },
            .path("double-encoded-dot", "a doubly encoded path segment '.'") {
                $0.replacing(root, with: "/api/v1/%252e/")
            },
            .path("double-encoded-parent", "a doubly encoded path segment '..'") {
                $0.replacing(root, with: "/api/v1/user/%252e%252e/")
            },
            .path("overlong-slash", "an overlong slash before the last segment") { encodingLastSlash($0, "%c0%af") },
            .path("overlong-parent", "an overlong path segment '..'") {
                $0.replacing(root, with: "/api/v1/user/%c0%ae%c0%ae/")
            },
            .path("short-parameter", "a path parameter of one letter") { $0 + ";x" },
            .path("session-parameter", "a path parameter of a session") { $0 + ";jsessionid=1" },
            .path("parameter", "a path parameter") { $0 + ";a=b" },
            .path("empty-parameter", "an empty path parameter") { $0 + ";" },
            .path("inner-parameter", "a path parameter within the path") { $0.replacing(root, with: "/api/v1;a=b/") },
            .path("last-parameter", "a path parameter before the last segment") { beforeLast($0, ";a=b") },
            .path("parameter-segment", "a path segment of a parameter alone") {
                $0.replacing(root, with: "/api/;/v1/")
            },
            .path("encoded-letter", "an encoded letter") { encodingLast($0) },
            .path("inner-encoded-letter", "an encoded letter within the last segment") { encodingLast($0, at: 2) },
            .path("start-encoded-letter", "an encoded letter at the beginning of the last segment") {
                encodingLast($0, at: nil)
            },
            .path("encoded-letters", "every letter encoded") { encodingAll($0) },
            .path("version-encoded-letter", "an encoded letter in /v1") { $0.replacing(root, with: "/api/%76%31/") },
            .path("first-encoded-letter", "an encoded letter in /api") { $0.replacing("/api/", with: "/%61pi/") },
            .path("double-encoded-letter", "a doubly encoded letter") { $0.replacing("/api/", with: "/%2561pi/") },
            .path("encoded-slash", "an encoded slash") { $0.replacing(root, with: "/api/v1%2f") },
            .path("last-encoded-slash", "an encoded slash before the last segment") { encodingLastSlash($0, "%2F") },
            .path("first-backslash", "a backslash after /api/v1") { $0.replacing(root, with: "/api/v1\\") },
            .path("backslash", "a backslash") { encodingLastSlash($0, "\\") },
            .path("encoded-backslash", "an encoded backslash") { encodingLastSlash($0, "%5c") },
            .path("nul", "an encoded NUL at the end") { $0 + "%00" },
            .path("space", "an encoded space at the end") { $0 + "%20" },
            .path("tab", "an encoded tab at the end") { $0 + "%09" },
            .path("newline", "an encoded line end at the end") { $0 + "%0a" },
            .path("question-mark", "an encoded question mark at the end") { $0 + "%3fa" },
            .path("number-sign", "an encoded number sign at the end") { $0 + "%23a" },
            .path("empty-query", "an empty query") { $0 + "?" },
            .path("upper-case", "the path in upper case") { $0.replacing(root, with: "/API/V1/") },
            .path("all-upper-case", "the whole path in upper case") { $0.uppercased() },
            .path("capitalized", "a capital letter") { $0.replacing("/api/", with: "/Api/") },
            .path("capitals", "the path below /api/v1 in upper case") {
                root + $0.dropFirst(root.count).uppercased()
            },
            .path("encoded-css", "an extension behind an encoded slash") { $0 + "%2flbconf.css" },
            .path("query-css", "an extension in the query") { $0 + "?lbconf.css" },
            .path("parameter-css", "a path parameter with an extension") { $0 + ";lbconf.css" },
            .path("unversioned", "the path without its version") { $0.replacing(root, with: "/api/") },
            .path("without-api", "the path without /api") { $0.replacing("/api/v1", with: "/v1") },
            .path("bare", "the path without /api/v1") { $0.replacing("/api/v1", with: "") },
        ] + files.prefix(3) + extensions.prefix(3)

    /// The likeliest paths.
    static let briefPaths: [Disguise] =
        paths.filter { likely.contains($0.slug) } + [file("lbconf.css"), rewriting("/"), rewriting("/healthz")]

    private static let likely: Set<String> = [
        "trailing-slash", "leading-double-slash", "double-slash", "last-double-slash", "encoded-dot", "parent",
        "encoded-parent", "short-parameter", "encoded-letter", "last-encoded-slash", "nul", "upper-case",
        "unversioned", "without-api", "extension-json",
    ]

    /// Paths of which each kind of resource gets a share.
    static let morePaths = Array(files.dropFirst(3) + extensions.dropFirst(3)) + versions + mounts

    /// Paths so seldom heard of that each list and each kind of resource gets a share.
    static let rarePaths = oddPaths + rareFiles + rareMounts + rareRewrites

    private static let oddPaths: [Disguise] = [
        .path("full-width", "a full-width letter") { fullWidth($0) },
        .path("dot-parameter", "a path segment '.' with a path parameter") {
            $0.replacing(root, with: "/api/v1/.;/")
        },
        .path("trailing-encoded-dot", "an encoded path segment '.' at the end") { $0 + "/%2e" },
        .path("encoded-parent-backslash", "a path segment '..' with an encoded backslash") {
            $0.replacing(root, with: "/api/v1/user/..%5c")
        },
        .path("double-encoded-slash", "a doubly encoded slash before the last segment") {
            encodingLastSlash($0, "%252f")
        },
        .path("unicode-slash", "another slash of Unicode before the last segment") {
            encodingLastSlash($0, "%e2%88%95")
        },
        .path("full-width-slash", "a full-width slash before the last segment") { encodingLastSlash($0, "%ef%bc%8f") },
        .path("absolute", "the target of another host in full") { "http://localhost\($0)" },
        .path("plus", "a plus at the end") { $0 + "+" },
        .path("asterisk", "an asterisk at the end") { $0 + "*" },
        .path("asterisk-segment", "a path segment '*'") { $0 + "/*" },
        .path("tilde", "a tilde at the end") { $0 + "~" },
        .path("end-dot", "a dot at the end") { $0 + "." },
        .path("end-encoded-dot", "an encoded dot at the end") { $0 + "%2e" },
        .path("at-sign", "a path segment '@' at the end") { $0 + "/@lbconf" },
        .path("two-question-marks", "two question marks") { $0 + "??a" },
        .path("query-path", "an open path in the query") { $0 + "?/healthz" },
        .path("many-dots", "many path segments '.'") {
            $0.replacing(root, with: root + String(repeating: "./", count: 40))
        },
        Disguise(slug: "path-in-query", what: "the path in a query parameter", namesOpenPath: true) { probe in
            let names = ["path", "url", "route", "_path", "r", "uri", "target", "redirect", "next"]
            let query = names.map { "\($0)=\(probe.path.displayText)" }.joined(separator: "&")
            return probe.path(Template("/?\(query)"))
        },
    ]

    private static let rareFiles = [
        "lbconf.pdf", "lbconf.ttf", "lbconf.mp4", "robots.txt", "lbconf.wasm", "lbconf.htm", "lbconf.jsx",
    ].map(file)

    private static let rareMounts =
        [
            "/API/v1/", "/api/v3/", "/open/v1/", "/api/open/", "/api/service/v1/", "/api/public/v1/", "/api/open/v1/",
            "/api/v4/",
        ].map(at)
        + ["api/v1", "share", "healthz", "service", "open", "mock", "v1", "gateway", "internal-api"].map(mount)

    private static let rareRewrites = [
        "/index.html", "/assets/lbconf.css", "/home", "/health", "/assets/x.css", "/static/lbconf.js", "/robots.txt",
        "/_next/static/lbconf.js", "/metrics",
    ].map(rewriting)

    private static func file(_ name: String) -> Disguise {
        .path("file-\(name)", "\(name) below it") { "\($0)/\(name)" }
    }

    private static func at(_ place: String) -> Disguise {
        .path("at\(place.replacing("/", with: "-"))", "\(place) for \(root)") { $0.replacing(root, with: place) }
    }

    private static func mount(_ mount: String) -> Disguise {
        .path("mount-\(mount)", "/\(mount) before the path") { "/\(mount)\($0)" }
    }

    private static let files = [
        "lbconf.css", "lbconf.js", "lbconf.png", "lbconf.svg", "lbconf.ico", "favicon.ico", "lbconf.woff2",
        "lbconf.map", "lbconf.txt", "lbconf.jpg", "lbconf.gif", "lbconf.webp", "lbconf.xml", "lbconf.json",
        "index.html",
    ].map(file)

    private static let extensions = [
        "json", "css", "js", "csv", "html", "png", "svg", "ico", "txt", "xml", "yaml", "map", "gz", "bak", "php", "do",
        "action",
    ].map { name in Disguise.path("extension-\(name)", "the extension .\(name)") { "\($0).\(name)" } }

    /// Other places where the API may be mounted a second time.
    private static let versions = [
        "/api/v2/", "/api/v0/", "/api/v1.0/", "/api/v01/", "/api/1/", "/api/latest/", "/api/beta/", "/api/internal/",
        "/api/internal/v1/", "/api/v1/internal/", "/api/v1/admin/", "/api/v1/public/", "/api/v1/v1/",
        "/api/private/v1/",
        "/api/V1/", "/v2/", "/rest/v1/", "/service/v1/", "/internal/", "/admin/", "/rest/",
    ].map(at)

    private static let mounts = [
        "internal", "_internal", "admin", "public", "static", "assets", "debug", "home", "langbot", "api", "app", "web",
        "backend", "proxy", "legacy", "old", "dev", "test", "plugin", "local", "graphql",
    ].map(mount)

    /// The path in a field beside an open path that the request line names.
    static let rewritten: [Disguise] = [
        "/", "/healthz", "/api/v1/system/info", "/api/v1/user/init", "/favicon.ico", "/login",
    ].map(rewriting)

    private static func rewriting(_ open: String) -> Disguise {
        Disguise(
            slug: "rewrite\(open.replacing("/", with: "-"))",
            what: "the path in X-Original-URL and the like",
            namesOpenPath: true
        ) { probe in
            [
                "X-Original-URL", "X-Rewrite-URL", "X-Override-URL", "X-Original-URI", "X-Forwarded-URI",
                "X-Forwarded-Path", "X-HTTP-Path-Override", "X-Original-Path", "X-Forwarded-URL", "X-Request-URI",
                "X-URL",
                "X-URI", "X-Path", "X-Proxy-URL", "X-Accel-Redirect", "X-Sendfile", "X-Envoy-Original-Path",
                "X-HTTP-DestinationURL", "X-Rewrite-URI", "X-Replaced-Path", "X-Waws-Unencoded-URL", "X-Real-URL",
                "X-Forwarded-Request-URI", "X-Envoy-Path", "Request-URI", "Destination", "Content-Location",
            ].reduce(probe.path(Template(open))) { $0.adding($1, probe.path) }
        }
    }

    /// With the first letter of the last segment as its full-width likeness, which some servers take for the letter.
    private static func fullWidth(_ path: String) -> String {
        guard let last = path.lastIndex(of: "/"), let letter = path[last...].utf8.dropFirst().first,
            (0x61...0x7A).contains(letter)
        else { return path + "/" }
        let code = String(0x81 + Int(letter) - 0x61, radix: 16, uppercase: true)
        return path[...last] + "%EF%BD%" + code + path[last...].dropFirst(2)
    }

    private static func beforeLast(_ path: String, _ inserted: String) -> String {
        guard let last = path.lastIndex(of: "/") else { return path }
        return path[..<last] + inserted + path[last...]
    }

    private static func encodingLastSlash(_ path: String, _ code: String) -> String {
        guard let last = path.lastIndex(of: "/") else { return path }
        return path[..<last] + code + path[path.index(after: last)...]
    }

    /// With a character of the last segment encoded: the first, or one counted from the end.
    private static func encodingLast(_ path: String, at place: Int? = 0) -> String {
        let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        let segment = Array(path[start...].utf8)
        let index = place.map { max(segment.count - 1 - $0, 0) } ?? 0
        guard segment.indices.contains(index) else { return path }
        return path[..<start] + String(decoding: segment[..<index], as: UTF8.self)
            + "%" + String(segment[index], radix: 16) + String(decoding: segment[(index + 1)...], as: UTF8.self)
    }

    /// With every character below /api/v1 encoded.
    private static func encodingAll(_ path: String) -> String {
        guard path.hasPrefix(root) else { return path }
        return root
            + path.utf8.dropFirst(root.utf8.count).map {
                $0 == 0x2F ? "/" : "%" + String($0, radix: 16, uppercase: true)
            }
            .joined()
    }
}
