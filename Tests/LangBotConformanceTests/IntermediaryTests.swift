import HTTPCore
import LangBotConformance
import LangBotMock
import Testing

/// A deviation says which proxy answered in LangBot's place.
@Suite struct IntermediaryTests {
    /// Status, fields and content of a proxy's own answer, and what is said of it.
    private static let own: [(Int, [(String, String)], String, String)] = [
        (
            400, [("Server", "nginx/1.22.1"), ("Content-Type", "text/html")],
            "<html>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<hr><center>nginx/1.22.1</center>\r\n",
            "answered by nginx in front of it"
        ),
        (
            400, [("Content-Type", "text/html")],
            "<html><body><h1>400 Bad request</h1>\nYour browser sent an invalid request.\n</body></html>\n",
            "answered by HAProxy in front of it"
        ),
        (
            400, [("Server", "Apache/2.4.62 (Debian)"), ("Content-Type", "text/html; charset=iso-8859-1")],
            "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<html><body><h1>Bad Request</h1></body></html>",
            "answered by Apache in front of it"
        ),
        (403, [("Server", "Caddy")], "", "passed on by Caddy in front of it"),
        (
            405, [("Server", "nginx"), ("Content-Type", "text/html")],
            "<!doctype html><html lang=en><title>405 Method Not Allowed</title>", "passed on by nginx in front of it"
        ),
        (
            400, [("Content-Type", "text/plain; charset=utf-8")], "400 Bad Request: malformed Host header",
            "answered by a proxy in Go (such as Caddy or Traefik) in front of it"
        ),
        (200, [("Via", "1.1 Caddy")], #"{"code":0,"msg":"ok","data":{}}"#, "passed on by Caddy in front of it"),
    ]

    @Test(arguments: own)
    func aDeviationNamesTheProxy(
        status: Int,
        fields: [(String, String)],
        content: String,
        sentence: String
    ) async throws {
        let actual = try await actual { response in
            response = HTTPResponse(status: status, body: Array(content.utf8))
            for (name, value) in fields { response.fields.append(name, value) }
        }
        #expect(!actual.isEmpty)
        for text in actual { #expect(text.hasSuffix("; \(sentence)")) }
    }

    /// LangBot's own server names itself too, and its pages are HTML.
    @Test(arguments: [
        ("hypercorn-h11", "text/html", "<!doctype html><html lang=en><title>400 Bad Request</title>"),
        ("hypercorn-h11", "application/json", #"{"code":0,"msg":"ok","data":{}}"#),
    ])
    func langBotIsNoProxy(server: String, type: String, content: String) async throws {
        let actual = try await actual { response in
            response = HTTPResponse(status: 200, body: Array(content.utf8))
            response.fields = ["Server": server, "Content-Type": type]
        }
        #expect(!actual.isEmpty)
        for text in actual { #expect(!text.contains("in front of it"), "\(text)") }
    }

    /// What deviating cases say where something answers requests with an unknown key.
    private func actual(_ answer: @escaping @Sendable (inout HTTPResponse) -> Void) async throws -> [String] {
        let way = Mutation(response: { request, response in
            if response.status == 401, request.fields.contains("x-api-key") { answer(&response) }
        })
        let report = try await report(way) { $0.only = ["auth.x-api-key.unknown.envelope@bot.list"] }.report
        return report.results.filter { $0.verdict == .deviates }.map(\.actual)
    }
}
