import Foundation
import HTTPCore
import JSONCore
import LangBotMock
import Testing

/// The images and files that a LangBot brings along have the right kind, whoever asks.
@Suite(.serialized) struct ImageTests {
    private static func withRelease(_ profile: MockProfile, _ body: (MockClient) async throws -> Void) async throws {
        var options = MockLangBot.Options()
        options.profile = profile
        try await withMock(options, body)
    }

    @Test(arguments: [MockProfile.v4_5, .v4_9, .v4_11])
    func drawsIcons(profile: MockProfile) async throws {
        try await Self.withRelease(profile) { client in
            for (path, type, start) in [
                ("platform/adapters/telegram/icon", "image/svg+xml; charset=utf-8", Array("<svg ".utf8)),
                ("platform/adapters/aiocqhttp/icon", "image/png", [0x89, 0x50, 0x4E, 0x47]),
                (
                    "provider/requesters/openai-chat-completions/icon", "image/svg+xml; charset=utf-8",
                    Array("<svg ".utf8)
                ),
                ("provider/requesters/moonshot-chat-completions/icon", "image/png", [0x89, 0x50, 0x4E, 0x47]),
                ("provider/requesters/lmstudio-chat-completions/icon", "image/webp", Array("RIFF".utf8)),
            ] {
                let answer = try await client.send("GET", "/api/v1/\(path)", [])
                #expect(answer.status == 200 && answer.field("content-type") == type, "\(path)")
                #expect(answer.response.body.starts(with: start), "\(path)")
            }
        }
    }

    @Test func writesWholePNG() async throws {
        try await Self.withRelease(.v4_11) { client in
            let image = try await client.send("GET", "/api/v1/platform/adapters/aiocqhttp/icon", []).response.body
            // The lengths of the chunks lead from the signature to the end.
            var place = 8
            var types: [String] = []
            while place + 12 <= image.count {
                let length = image[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
                types.append(String(decoding: image[place + 4..<place + 8], as: UTF8.self))
                place += 12 + length
            }
            #expect(types == ["IHDR", "IDAT", "IEND"])
            #expect(place == image.count)
        }
    }

    @Test func sendsTemplatesAndTheScriptOfPages() async throws {
        try await Self.withRelease(.v4_11) { client in
            let card = try await client.send("GET", "/api/v1/platform/adapters/dingtalk/stream-card-template", [])
            #expect(card.field("content-disposition") == "attachment; filename=dingtalk_stream_card.json")
            #expect(card.field("content-type") == "application/json" && card.json?["mode"] == "card")
            let script = try await client.send("GET", "/api/v1/plugins/_sdk/page-sdk.js", [])
            #expect(script.field("content-type") == "application/javascript; charset=utf-8")
            let text = String(decoding: script.response.body, as: UTF8.self)
            for member in ["onReady", "onThemeChange", "onLanguageChange", "applyI18n", "api(", "t("] {
                #expect(text.contains(member))
            }
        }
    }
}
