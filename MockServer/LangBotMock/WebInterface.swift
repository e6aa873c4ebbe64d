import Foundation
import HTTPCore

/// The files of LangBot's web interface, for a person who clicks through the mock as through a LangBot.
struct WebInterface: Sendable {
    /// Where an unpacked wheel of LangBot has them, newer releases first.
    private static let places = ["", "langbot/web/dist", "langbot/web/out", "web/dist", "web/out", "dist", "out"]
    private static let types = [
        "css": "text/css; charset=utf-8", "gif": "image/gif", "html": "text/html; charset=utf-8",
        "ico": "image/x-icon", "jpeg": "image/jpeg", "jpg": "image/jpeg", "js": "application/javascript",
        "json": "application/json", "mjs": "application/javascript", "png": "image/png", "svg": "image/svg+xml",
        "ttf": "font/ttf", "txt": "text/plain; charset=utf-8", "webp": "image/webp", "woff": "font/woff",
        "woff2": "font/woff2",
    ]

    private let root: URL

    /// - Parameter directory: the files, or an unpacked wheel of LangBot.
    init(_ directory: String) throws(MockStartError) {
        let base = URL(fileURLWithPath: directory, isDirectory: true)
        let root = Self.places.lazy.map { $0.isEmpty ? base : base.appendingPathComponent($0, isDirectory: true) }
            .first { Self.isFile($0.appendingPathComponent("index.html")) }
        guard let root else {
            throw MockStartError(
                description: "'\(directory)' has no index.html, and is no unpacked wheel of LangBot either"
            )
        }
        self.root = root.resolvingSymlinksInPath()
    }

    /// The file for a path; pages of the interface itself are all `index.html`.
    func answer(_ path: Substring) -> HTTPResponse {
        let file = file(path) ?? root.appendingPathComponent("index.html")
        guard let content = try? Data(contentsOf: file) else { return Page.of(404) }
        return HTTPResponse(
            status: 200,
            fields: [
                "Content-Type": Self.types[file.pathExtension.lowercased()] ?? "application/octet-stream",
                "Cache-Control": "no-cache, no-store, must-revalidate",
            ],
            body: Array(content)
        )
    }

    private func file(_ path: Substring) -> URL? {
        let segments = path.split(separator: "/").map { String($0).removingPercentEncoding ?? "" }
        guard (1...32).contains(segments.count),
            !segments.contains(where: { ["", ".", ".."].contains($0) || $0.contains("/") })
        else {
            return nil
        }
        let name = segments.joined(separator: "/")
        // A page below another one may have been rendered with it.
        let parents = segments.indices.reversed().map { segments[...$0].joined(separator: "/") + ".html" }
        return ([name] + parents).lazy.map { root.appendingPathComponent($0).resolvingSymlinksInPath() }
            .first { $0.path.hasPrefix(root.path + "/") && Self.isFile($0) }
    }

    private static func isFile(_ file: URL) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: file.path, isDirectory: &isDirectory) && !isDirectory.boolValue
    }
}
