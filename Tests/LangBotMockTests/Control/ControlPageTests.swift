import HTTPCore
import LangBotMock
import Testing

@Suite(.serialized) struct ControlPageTests {
    private static func nonce(_ policy: String) -> Substring? { policy.firstMatch(of: /'nonce-([^']+)'/)?.output.1 }

    @Test func runsByANonceOfEachAnswer() async throws {
        try await withMock { client in
            var nonces: Set<Substring> = []
            for path in ["/__mock/", "/__mock"] {
                let answer = try await client.send("GET", path, [])
                let policy = try #require(answer.field("content-security-policy"))
                let page = String(decoding: answer.response.body, as: UTF8.self)
                let nonce = try #require(Self.nonce(policy))
                nonces.insert(nonce)
                #expect(answer.status == 200)
                #expect(answer.field("content-type") == "text/html; charset=utf-8")
                #expect(answer.field("cache-control") == "no-store")
                #expect(policy.hasPrefix("default-src 'none'; ") && !policy.contains("unsafe"))
                #expect(policy.contains("require-trusted-types-for 'script'"))
                #expect(page.contains("<style nonce=\"\(nonce)\">") && page.contains("<script nonce=\"\(nonce)\">"))
                #expect(page.contains("function refresh(") && page.contains(":focus-visible"))
                #expect(!page.contains("{{"))
                // An empty table must not look like an empty journal while a long one is on its way.
                #expect(page.contains("<p id=\"journal-empty\" class=\"empty\">Loading…</p>"))
            }
            #expect(nonces.count == 2)
        }
    }

    @Test func asksForNothingElsewhereAndMakesNoMarkup() async throws {
        try await withMock { client in
            let page = String(decoding: try await client.send("GET", "/__mock/", []).response.body, as: UTF8.self)
            for text in [
                "http://", "https://", "src=", "@import", " url(", ":url(", "innerHTML", "outerHTML",
                "insertAdjacentHTML", "document.write", "eval(", "Function(", "localStorage", "sessionStorage",
            ] {
                #expect(!page.contains(text), "\(text)")
            }
        }
    }
}
