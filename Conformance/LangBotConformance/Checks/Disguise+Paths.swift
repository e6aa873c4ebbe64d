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
            .path("last-encoded-dot", "an encoded path segment '.' before the last") { beforeLast($0, "/%2e") },
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
            .path("parameter", "a path parameter") { $0 + ";a=b" },
            .path("empty-parameter", "an empty path parameter") { $0 + ";" },
            .path("inner-parameter", "a path parameter within the path") { $0.replacing(root, with: "/api/v1;a=b/") },
            .path("last-parameter", "a path parameter before the last segment") { beforeLast($0, ";a=b") },
            .path("parameter-segment", "a path segment of a parameter alone") {
                $0.replacing(root, with: "/api/;/v1/")
            },
            .path("encoded-letter", "an encoded letter") { encodingLast($0) },
            .path("first-encoded-letter", "an encoded letter in /api") { $0.replacing("/api/", with: "/%61pi/") },
            .path("double-encoded-letter", "a doubly encoded letter") { $0.replacing("/api/", with: "/%2561pi/") },
            .path("encoded-slash", "an encoded slash") { $0.replacing(root, with: "/api/v1%2f") },
            .path("last-encoded-slash", "an encoded slash before the last segment") { encodingLastSlash($0, "%2F") },
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
            .path("stylesheet", "a style sheet below it") { $0 + "/lbconf.css" },
            .path("script", "a script below it") { $0 + "/lbconf.js" },
            .path("image", "an image below it") { $0 + "/lbconf.png" },
            .path("icon", "an icon below it") { $0 + "/favicon.ico" },
            .path("page", "a page below it") { $0 + "/index.html" },
            .path("json", "the extension .json") { $0 + ".json" },
            .path("css", "the extension .css") { $0 + ".css" },
            .path("js", "the extension .js") { $0 + ".js" },
            .path("csv", "the extension .csv") { $0 + ".csv" },
            .path("html", "the extension .html") { $0 + ".html" },
            .path("parameter-css", "a path parameter with an extension") { $0 + ";lbconf.css" },
            .path("unversioned", "the path without its version") { $0.replacing(root, with: "/api/") },
            .path("without-api", "the path without /api") { $0.replacing("/api/v1", with: "/v1") },
            .path("bare", "the path without /api/v1") { $0.replacing("/api/v1", with: "") },
            .path("version-2", "version 2") { $0.replacing(root, with: "/api/v2/") },
            .path("version-0", "version 0") { $0.replacing(root, with: "/api/v0/") },
        ]
        + ["internal", "admin", "public", "static", "assets", "debug", "home", "langbot"].map { mount in
            .path("mount-\(mount)", "/\(mount) before the path") { "/\(mount)" + $0 }
        }

    /// The path in a field beside an open path that the request line names.
    static let rewritten: [Disguise] = ["/", "/healthz", "/api/v1/system/info"].map { open in
        Disguise(
            slug: "rewrite\(open.replacing("/", with: "-"))",
            what: "the path in X-Original-URL and the like",
            namesOpenPath: true
        ) { probe in
            [
                "X-Original-URL", "X-Rewrite-URL", "X-Override-URL", "X-Original-URI", "X-Forwarded-URI",
                "X-Forwarded-Path", "X-HTTP-Path-Override", "X-Original-Path",
            ].reduce(probe.path(Template(open))) { $0.adding($1, probe.path) }
        }
    }

    private static func beforeLast(_ path: String, _ inserted: String) -> String {
        guard let last = path.lastIndex(of: "/") else { return path }
        return path[..<last] + inserted + path[last...]
    }

    private static func encodingLastSlash(_ path: String, _ code: String) -> String {
        guard let last = path.lastIndex(of: "/") else { return path }
        return path[..<last] + code + path[path.index(after: last)...]
    }

    /// With the last character that is a letter or a digit encoded.
    private static func encodingLast(_ path: String) -> String {
        guard let last = path.utf8.last else { return path }
        return path.dropLast() + "%" + String(last, radix: 16)
    }
}
