import Foundation
import HTTPCore

/// The files of LangBot's web interface, for a person who clicks through the mock as through a LangBot.
struct WebInterface: Sendable {
    /// Where an unpacked wheel of LangBot has them, newer releases first.
    private static let places = ["", "langbot/web/dist", "langbot/web/out", "web/dist", "web/out", "dist", "out"]
    /// Media types that this server names otherwise than those of plugins' files, or has besides.
    private static let types = [
        "ico": "image/x-icon", "js": "application/javascript", "mjs": "application/javascript", "ttf": "font/ttf",
        "woff": "font/woff", "woff2": "font/woff2",
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
                "Content-Type": Self.mediaType(file),
                "Cache-Control": "no-cache, no-store, must-revalidate",
            ],
            body: Array(content)
        )
    }

    private static func mediaType(_ file: URL) -> String {
        let type =
            types[file.pathExtension.lowercased()] ?? FilePaths.mediaType(file.path) ?? "application/octet-stream"
        return type.hasPrefix("text/") ? "\(type); charset=utf-8" : type
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
