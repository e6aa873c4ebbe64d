import Foundation
import LangBotConformance
import Testing

@Suite(.serialized) struct RedactorTests {
    private let key = "lbk_Q7w9e-R2t4Y6u8I0o-P1a3S5d7F9g1H3j5K7l9Z"

    @Test(arguments: [
        "%@", "X-API-Key: %@", "%@%@", "a%@b", "{\"key\":\"%@\"}", "https://host/?k=%@&x",
    ])
    func takesTheSecretOut(format: String) {
        let text = format.replacing("%@", with: key)
        let redacted = Redactor([key]).redact(text)
        #expect(!redacted.contains(key.dropFirst(4).prefix(12)))
        #expect(redacted.contains("[secret]"))
    }

    @Test func takesEveryFormOut() {
        let forms = [
            key, key.uppercased(), key.lowercased(), String(key.dropLast()), String(key.dropFirst(9)),
            String(key.prefix(20)) + "~" + String(key.dropFirst(21)), Data(key.utf8).base64EncodedString(),
            Data((key + ":").utf8).base64EncodedString(), Data((":" + key).utf8).base64EncodedString(),
            Data(("a:" + key).utf8).base64EncodedString(), Data(("ab:" + key + "x").utf8).base64EncodedString(),
        ]
        let redactor = Redactor([key])
        for form in forms {
            let redacted = redactor.redact("before \(form) after")
            #expect(redacted.hasPrefix("before ") && redacted.hasSuffix(" after"))
            let bytes = Array(form.utf8)
            for start in 0..<max(0, bytes.count - 16) {
                let window = String(decoding: bytes[start..<(start + 16)], as: UTF8.self)
                #expect(!redacted.contains(window), "\(form)")
            }
        }
    }

    @Test func leavesEverythingElse() {
        let text = "401 application/json {\"code\":-1,\"msg\":\"Invalid API key\"} lbk_0000000000"
        #expect(Redactor([key]).redact(text) == text)
        #expect(Redactor([""]).redact(text) == text)
        #expect(Redactor(["ab"]).redact("about") == "about")
        #expect(Redactor([key]).redact("") == "")
    }

    @Test func takesShortSecretsOut() {
        #expect(Redactor(["hunter2"]).redact("my hunter2!") == "my [secret]!")
    }

    @Test func survivesAnyText() {
        let redactor = Redactor([key])
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let noise = String(
                String.UnicodeScalarView(
                    (0..<Int.random(in: 0...40, using: &generator)).compactMap { _ in
                        Unicode.Scalar(UInt32.random(in: 0...0x2_FFFF, using: &generator))
                    }
                )
            )
            #expect(redactor.redact(noise) == noise)
            #expect(!redactor.redact(noise + key + noise).contains(key))
        }
    }

    @Test func theHeadOfATokenIsNoSecret() {
        let head = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
        let redactor = Redactor([head + ".eyJ1c2VyIjoiYWRtaW4ifQ.c2lnbmF0dXJlLW9mLXRva2Vu"])
        #expect(redactor.redact("Bearer \(head).e30.AAAA") == "Bearer \(head).e30.AAAA")
        #expect(redactor.redact("\(head).eyJ1c2VyIjoiYWRtaW4ifQ.c2lnbmF0dXJlLW9mLXRva2Vu") == "\(head).[secret]")
        #expect(redactor.redact("c2lnbmF0dXJlLW9mLXRva2Vu") == "[secret]")
    }
}
