import Foundation
import HTTPCore
import LangBotContract
import LangBotMock
import Testing

/// Files of a web interface that a mock serves.
struct WebInterfaceTests {
    /// A directory with such files, as they lie in a wheel.
    private static func withWheel(_ body: (URL) async throws -> Void) async throws {
        let wheel = FileManager.default.temporaryDirectory.appendingPathComponent("wheel-\(UUID().uuidString)")
        let files = wheel.appendingPathComponent("langbot/web/dist")
        try FileManager.default.createDirectory(
            at: files.appendingPathComponent("assets"),
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(at: wheel) }
        for (name, text) in [
            ("index.html", "<p>index"), ("about.html", "<p>about"), ("assets/a.js", "1"), ("../../../secret.txt", "no"),
        ] {
            try Data(text.utf8).write(to: files.appendingPathComponent(name))
        }
        try FileManager.default.createSymbolicLink(
            at: files.appendingPathComponent("link.txt"),
            withDestinationURL: wheel.appendingPathComponent("secret.txt")
        )
        try await body(wheel)
    }

    @Test func pagesAndFilesAreServedAndNothingElse() async throws {
        try await Self.withWheel { wheel in
            var options = try MockClient.options(.v4_11_2)
            options.webInterface = wheel.path
            try await withMock(options) { client in
                for (path, type, text) in [
                    ("/", "text/html; charset=utf-8", "<p>index"),
                    ("/home/bots", "text/html; charset=utf-8", "<p>index"),
                    ("/about", "text/html; charset=utf-8", "<p>about"),
                    ("/about/more", "text/html; charset=utf-8", "<p>about"),
                    ("/assets/a.js", "application/javascript", "1"),
                    ("/assets", "text/html; charset=utf-8", "<p>index"),
                    ("/link.txt", "text/html; charset=utf-8", "<p>index"),
                    ("/..%2f..%2f..%2fsecret.txt", "text/html; charset=utf-8", "<p>index"),
                    ("/%2e%2e/%2e%2e/%2e%2e/secret.txt", "text/html; charset=utf-8", "<p>index"),
                    ("/x%00y", "text/html; charset=utf-8", "<p>index"),
                ] {
                    let answer = try await client.send("GET", path, [])
                    #expect(answer.response.fields["content-type"] == type, "\(path)")
                    #expect(String(decoding: answer.response.body, as: UTF8.self) == text, "\(path)")
                }
                #expect(try await client.send("GET", "/api/v1/nothing").status == 404)
                #expect(try await client.send("GET", "/api/v1/platform/bots").status == 200)
                #expect(try await client.send("POST", "/home", []).status == 405)
            }
        }
    }

    @Test func aDirectoryWithoutTheInterfaceIsRefused() async throws {
        var options = try MockClient.options(.v4_11_2)
        options.webInterface = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        await #expect(throws: MockStartError.self) { try await MockLangBot.start(options) }
    }
}
