import Foundation
import Redaction
import Testing

@Suite struct KnownSecretTests {
    private let key = "lbk_Q7w9e-R2t4Y6u8I0o-P1a3S5d7F9g1H3j5K7l9Z"

    @Test(arguments: [
        "%@", "X-API-Key: %@", "%@%@", "a%@b", "{\"key\":\"%@\"}", "https://host/?k=%@&x",
    ])
    func takesTheSecretOut(format: String) {
        let text = format.replacing("%@", with: key)
        let redacted = Redactor([key]).known(in: text)
        #expect(!redacted.contains(key.dropFirst(4).prefix(12)))
        #expect(redacted.contains("<redacted>"))
    }

    @Test func takesEveryFormOut() {
        let hexadecimal = key.utf8.map { String($0, radix: 16) }
        let plain: [String] = [
            key, key.uppercased(), key.lowercased(), String(key.dropLast()), String(key.dropFirst(9)),
            String(key.prefix(20)) + "~" + String(key.dropFirst(21)),
        ]
        let encoded: [String] = ["\(key)", "\(key):", ":\(key)", "a:\(key)", "ab:\(key)x"].map {
            Data($0.utf8).base64EncodedString()
        }
        let escaped: [String] = [
            hexadecimal.map { "%" + $0 }.joined(), hexadecimal.joined(), hexadecimal.map { "\\u00" + $0 }.joined(),
            key.replacing("-", with: "%2D"), key.replacing("-", with: "%252D"),
            key.utf8.map { "&#\($0);" }.joined(),
        ]
        let forms = plain + encoded + escaped
        let redactor = Redactor([key])
        for form in forms {
            let redacted = redactor.known(in: "before \(form) after")
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
        #expect(Redactor([key]).known(in: text) == text)
        #expect(Redactor([""]).known(in: text) == text)
        #expect(Redactor(["ab"]).known(in: "about") == "about")
        #expect(Redactor([key]).known(in: "") == "")
    }

    @Test func takesShortSecretsOut() {
        #expect(Redactor(["hunter2"]).known(in: "my hunter2!") == "my <redacted>!")
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
            #expect(redactor.known(in: noise) == noise)
            #expect(!redactor.known(in: noise + key + noise).contains(key))
        }
    }

    @Test func theHeadOfATokenIsNoSecret() {
        let head = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
        let redactor = Redactor([head + ".eyJ1c2VyIjoiYWRtaW4ifQ.c2lnbmF0dXJlLW9mLXRva2Vu"])
        #expect(redactor.known(in: "Bearer \(head).e30.AAAA") == "Bearer \(head).e30.AAAA")
        #expect(redactor.known(in: "\(head).eyJ1c2VyIjoiYWRtaW4ifQ.c2lnbmF0dXJlLW9mLXRva2Vu") == "\(head).<redacted>")
        #expect(redactor.known(in: "c2lnbmF0dXJlLW9mLXRva2Vu") == "<redacted>")
    }
}
