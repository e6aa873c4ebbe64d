import Foundation
import Redaction
import Testing

/// What is hidden where it stands, and what is not.
@Suite struct ContentTests {
    private static let secret = "q7Kx-Secret-42"

    @Test(arguments: [
        "api-key", "apiKey", "API_KEY", "EncodingAESKey", "encrypt-key", "admin_key", "header-value", "X-Api-Key",
        "headers.Authorization", "Cookie", "Set-Cookie", "app_secret", "jwt-secret", "basic-password", "access-token",
        "channel_access_token", "refreshToken", "recovery_codes", "pwd", "OPENAI_API_KEY", "private_key", "dsn",
        "api\u{5C}u005fkey", "client.secret", "appkey", "passkey", "key2", "app_key_2", "dbpwd", "Proxy-Authorization",
        "passphrase", "qr_code_data_url", "webhook_secret", "x-lb-signature", "sig", "x_sig",
    ])
    func valuesUnderSecretNamesAreShapes(name: String) {
        let shown = Self.shown("{\"\(name)\": \"\(Self.secret)\", \"plain\": \"seen\"}")
        #expect(shown == "{\"\(name)\": \"… (14 characters)\", \"plain\": \"seen\"}")
    }

    @Test(arguments: [
        "max_tokens", "prompt_tokens", "auth-type", "jwt-algorithm", "header-name", "secret_available", "api_key_id",
        "keyboard", "monkey", "author", "assignment", "design", "password_required",
    ])
    func harmlessNamesAreShown(name: String) {
        let text = "{\"\(name)\": 4096, \"x\": true}"
        #expect(Self.shown(text) == text)
    }

    @Test(arguments: [
        "adapter_config", "config", "extra_args", "requester_config", "api_keys", "headers", "env", "args", "secrets",
        "extraArgs", "adapter-config", "creation_settings", "retrieval_settings", "runnerSettings", "event-config",
    ])
    func configurationIsAShape(name: String) {
        for value in [
            "{\"anything\": \"\(Self.secret)\"}", "[\"\(Self.secret)\"]", "{\"a\": [{\"b\": \"\(Self.secret)\"}]}",
        ] {
            let shown = Self.shown("{\"\(name)\": \(value), \"after\": \"seen\"}")
            #expect(!shown.contains(Self.secret))
            #expect(shown.contains("… (14 characters)") && shown.contains("\"after\": \"seen\""))
        }
    }

    @Test func configurationShowsHarmlessNamesAndShortNumbers() {
        let text = #"{"config": {"port": 8080, "model": "gpt", "pin": 123456, "chat": 77777777, "on": true}}"#
        #expect(
            Self.shown(text)
                == #"{"config": {"port": 8080, "model": "gpt", "pin": "… (number)", "chat": "… (number)", "on": true}}"#
        )
        let environment = #"{"env": {"name": "hidden", "port": 8080}}"#
        #expect(Self.shown(environment) == #"{"env": {"name": "… (6 characters)", "port": "… (number)"}}"#)
    }

    /// What the API calls its own members may be anything where somebody else chose the names.
    @Test(arguments: ["code", "state", "detail", "id", "message", "reason", "bot_uuid", "time"])
    func textsOfConfigurationAreShapesUnderNamesOfTheAPI(name: String) {
        for view in [Redactor.View.content, .evidence] {
            #expect(Self.shown(#"{"\#(name)": "\#(Self.secret)"}"#, view).contains(Self.secret))
            for place in ["adapter_config", "config", "plugin_settings", "token"] {
                let shown = Self.shown(#"{"\#(place)": {"\#(name)": "\#(Self.secret)", "on": true}}"#, view)
                #expect(shown == #"{"\#(place)": {"\#(name)": "… (14 characters)", "on": true}}"#)
            }
        }
        #expect(Self.shown(#"{"config": {"state": 3, "id": true}}"#) == #"{"config": {"state": 3, "id": true}}"#)
    }

    @Test func evidenceShowsWhatAnswersAreJudgedBy() {
        let text = #"{"code":-1,"msg":"no bot","data":{"bots":[{"uuid":"u-1","note":"abc","n":12345678}]}}"#
        #expect(
            Self.shown(text, .evidence)
                == #"{"code":-1,"msg":"no bot","data":{"bots":[{"uuid":"u-1","note":"… (3 characters)","n":12345678}]}}"#
        )
    }

    @Test(arguments: [
        ("token=%@", "token=<redacted>"), ("{'api-key': '%@'}", "{'api-key': '… (14 characters)'}"),
        (#"err {\"api-key\": \"%@\"} x"#, #"err {\"api-key\": \"… (14 characters)\"} x"#),
        (#"Bot(token='%@', name='n')"#, "Bot(token='… (14 characters)', name='n')"),
        ("X-API-Key: %@", "X-API-Key: <redacted>"), ("Authorization: Bearer %@", "Authorization: Bearer <redacted>"),
        ("sent with Bearer %@.", "sent with Bearer <redacted>."), ("https://u:%@@host/x", "https://<redacted>@host/x"),
        (#"https:\/\/u:%@@host\/x"#, #"https:\/\/<redacted>@host\/x"#),
        ("GET /x?api_key=%@&y=1", "GET /x?api_key=<redacted>&y=1"), ("a#access_token=%@", "a#access_token=<redacted>"),
        ("Cookie: sid=%@; b=c", "Cookie: <redacted>"), ("env={'A': '%@'}", "env={'A': '… (14 characters)'}"),
        (
            "failed\n[SQL: INSERT]\n[parameters: ('u', '%@', 0)]\n(Background)",
            "failed\n[SQL: INSERT]\n[parameters: ('… (1 character)', '… (14 characters)', 0)]\n(Background)"
        ),
        ("password: %@", "password: <redacted>"), ("password=%@,horse!", "password=<redacted>!"),
        ("?password=it's(%@)&x=1", "?password=<redacted>)&x=1"), ("[https://a:%@@h/x] y", "[https://<redacted>@h/x] y"),
        ("(can't do) password='%@'", "(can't do) password='… (14 characters)'"),
        ("X-Auth-Token: sword-fish", "X-Auth-Token: <redacted>"),
        (#"{"u":"http://h/?a=b\u0026key=%@"}"#, #"{"u":"http://h/?a=b\u0026key=<redacted>"}"#),
        ("r=https%3A%2F%2Fh%2F%3Ftoken%3D%@", "r=https%3A%2F%2Fh%2F%3Ftoken%3D<redacted>"),
        ("config%5Btoken%5D=%@", "config%5Btoken%5D=<redacted>"),
        (#"bad ("Authorization", "%@")"#, #"bad ("Authorization", "… (14 characters)")"#),
        (#"{"m":"bad [(b'Cookie', b'%@')]"}"#, #"{"m":"bad [(b'Cookie', b'… (14 characters)')]"}"#),
        (#"{"m":"bad [\"Cookie\", \"%@\"]"}"#, #"{"m":"bad [\"Cookie\", \"… (14 characters)\"]"}"#),
        (#"needs 'token', '%@'"#, #"needs 'token', 'q7Kx-Secret-42'"#),
        (#"[["Cookie", "%@"]]"#, #"[["Cookie", "… (14 characters)"]]"#),
        (#"{"name":"Authorization","value":"%@"}"#, #"{"name":"Authorization","value":"… (14 characters)"}"#),
        ("GET /x?code=%@&y=1", "GET /x?code=<redacted>&y=1"), ("a?b=1&amp;code=%@", "a?b=1&amp;code=<redacted>"),
        ("%3Fcode%3D%@", "%3Fcode%3D<redacted>"), ("http://h/?sig=%@", "http://h/?sig=<redacted>"),
        ("error code=%@", "error code=q7Kx-Secret-42"), ("http://h/?code=404", "http://h/?code=404"),
        (#"args=["--k", "%@"]"#, #"args=["… (3 characters)", "… (14 characters)"]"#),
    ])
    func namesInTextGiveSecretsAway(format: String, expected: String) {
        #expect(Self.shown(format.replacing("%@", with: Self.secret)) == expected)
    }

    @Test(arguments: [
        ("https://h/services/%@", "https://h/services/<redacted>"),
        ("http://h:1/v1?k=%@#top", "http://h:1/v1?k=<redacted>#top"),
        (#"{"u":"https:\/\/h\/a\/%@\/b"}"#, #"{"u":"https:\/\/h\/a\/<redacted>\/b"}"#),
        ("<http://u:p@h/_%@/x>", "<http://<redacted>@h/<redacted>/x>"),
        ("(see http://h/x#%@).", "(see http://h/x#<redacted>)."),
        ("http://%@/x", "http://%@/x"), ("bots/%@", "bots/%@"), ("http://h/a http %@", "http://h/a http %@"),
    ])
    func partsOfAddressesAreHiddenWhereTheyAreNoWords(format: String, expected: String) {
        let secret = "q7Kd92LmxzQclQ81"
        #expect(Self.shown(format.replacing("%@", with: secret)) == expected.replacing("%@", with: secret))
    }

    @Test func partsOfAddressesAreRemembered() {
        var redactor = Redactor(sampleMark: "sample")
        redactor.learn(from: Data(#"{"url": "http://h/q7Kd92LmxzQc?sig=velvet-harbor&x=sample-2026a"}"#.utf8))
        #expect(redactor.text("q7Kd92LmxzQc velvet-harbor") == "<redacted> <redacted>")
        #expect(redactor.text("http://h/sample-2026a") == "http://h/sample-2026a")
    }

    @Test(arguments: [
        "https://api.example.com/v1/models/gpt-4o-mini?version=2024-08-06",
        "http://127.0.0.1:5300/api/v1/platform/bots",
        "http://h/3f0a1c2e-9d1b-4f57-8f3e-2b7a8c9d0e1f", "https://github.com/langbot-app/LangBot/releases/tag/v4.11.2",
        "https://docs.h/sdk/en/usage/openai-chat.html#section-2", "https://q.qlogo.cn/g?b=qq&nk=12345678&s=640",
    ])
    func ordinaryAddressesStay(address: String) {
        #expect(Self.shown("{\"url\": \"\(address)\"}") == "{\"url\": \"\(address)\"}")
    }

    @Test(arguments: [
        "lbk_abc", "eyJhbGciOiJub25lIn0.e30.x", "sk-proj1234567890abcd", "ghp_0123456789abcdef", "xoxb-12345678901",
        "7012345678:AAHkTESTTESTTESTTESTTESTTESTTESTTES", "AKIA0123456789ABCDEF", "app-DIFYSECRET00112233",
        "a8Kd02LmZx91QwEr73TyUi55", "0123456789abcdef0123456789abcdef",
        "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----",
    ])
    func issuedSecretsShowWhatTheyAre(secret: String) {
        #expect(Self.shown("before \(secret) after") == "before <redacted> after")
    }

    @Test(arguments: [
        "Invalid authentication credentials", "No valid authentication provided (user token or API key required)",
        "Missing required field: name", "KeyError: 'channel_access_token'", "can't connect to 'http://h:5300/x'",
        "Basic authentication is off", "token: expired", "3f0a1c2e-9d1b-4f57-8f3e-2b7a8c9d0e1f", "2026-11-26T10:00:00",
        "lbconf-1a2b3c4d-bot-3-1", "the option --api-key is missing", "sk-learn", "password: $LANGBOT_PASSWORD",
        "password: required", "api_key: Field required",
        "curl -H 'X-API-Key: $LANGBOT_API_KEY'", #"it's "quoted" $HOME `id` \n %s ~ ü €"#, "key", "", "{", "[[[", "\"",
    ])
    func ordinaryTextStays(text: String) {
        #expect(Self.shown(text) == text)
    }

    @Test func whatWasASecretOnceIsHiddenLater() throws {
        var redactor = Redactor()
        redactor.learn(
            from: Data(#"{"adapter_config": {"token": "hunter-two", "url": "http://h/?key=q1w2e3r4"}}"#.utf8)
        )
        #expect(redactor.text("got hunter-two") == "got <redacted>")
        #expect(redactor.text("got HUNTER-TWO and q1w2e3r4") == "got <redacted> and <redacted>")
        let encoded = Data("x:hunter-two".utf8).base64EncodedString()
        #expect(!redactor.text("basic \(encoded)").contains(encoded.dropFirst(4).prefix(8)))
    }

    @Test func ordinaryValuesAreNotRemembered() {
        var redactor = Redactor()
        let content = #"""
            {"env": {"MODE": "production", "T": "application/json"}, "token": "***", "key": "abc", "api_key": "string",
             "config": {"model": "3f0a1c2e-9d1b-4f57-8f3e-2b7a8c9d0e1f", "url": "https://api.example.com/v1"}}
            """#
        redactor.learn(from: Data(content.utf8))
        for text in ["production", "application/json", "***", "abc", "string", "https://api.example.com/v1"] {
            #expect(redactor.known(in: text) == text)
        }
    }

    @Test func attributesOfACookieAreNoSecrets() {
        var redactor = Redactor()
        redactor.learn(from: "Set-Cookie", "sid=q1w2e3r4; Path=/api/v1; SameSite=Strict; Domain=localhost")
        #expect(redactor.known(in: "/api/v1 Strict localhost q1w2e3r4") == "/api/v1 Strict localhost <redacted>")
    }

    @Test func plainWordsAreHiddenAsWholeWords() {
        var redactor = Redactor()
        redactor.learn(from: Data(#"{"token": "internal", "u": "http://u:pass-w0rd@h/?format=application"}"#.utf8))
        let text = "internal_error, internally, internal; application/json pass-w0rd"
        #expect(redactor.known(in: text) == "internal_error, internally, <redacted>; application/json <redacted>")
    }

    @Test func aShapeStaysAShape() {
        let once = Self.shown(#"{"token": "abcdefgh", "env": {"A": 5}}"#)
        #expect(Self.shown(once) == once)
    }

    @Test func jsonStaysJSON() throws {
        for _ in 0..<300 {
            let value = Self.json(4)
            let data = try JSONSerialization.data(withJSONObject: value, options: .fragmentsAllowed)
            for view in [Redactor.View.content, .evidence] {
                let shown = Data(Redactor().content(data, as: view))
                let isJSON = (try? JSONSerialization.jsonObject(with: shown, options: .fragmentsAllowed)) != nil
                try #require(
                    isJSON,
                    "\(String(decoding: data, as: UTF8.self)) became \(String(decoding: shown, as: UTF8.self))"
                )
            }
        }
    }

    @Test func anyBytesAreRead() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let alphabet = Array("{}[]()\"'\\:=, \nkeytoken://@%&u00-.".utf8)
            let bytes = (0..<Int.random(in: 0...80)).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
            let noise = (0..<40).map { _ in UInt8.random(in: 0...255, using: &generator) }
            var redactor = Redactor(["known-secret-0123"])
            redactor.learn(from: bytes + noise)
            let shown = redactor.content(bytes + Array(" known-secret-0123 ".utf8) + noise)
            #expect(!String(decoding: shown, as: UTF8.self).contains("known-secret-0123"))
        }
    }

    @Test(arguments: [
        "[", "{\"a\":", "(", "'", "\"config\": {'config': \\\"", "key:\"", "\\", "a=b=", "[{\"env\":[", "token=$",
        "key=$key:$", "-----BEGIN ",
    ])
    func depthAndRepetitionTakeNoStack(piece: String) {
        let content = Array(String(repeating: piece, count: 10_000).utf8)
        var redactor = Redactor()
        redactor.learn(from: content)
        #expect(redactor.content(content, as: .evidence).count > 0)
    }

    private static func shown(_ text: String, _ view: Redactor.View = .content) -> String {
        String(decoding: Redactor().content(text.utf8, as: view), as: UTF8.self)
    }

    private static func json(_ depth: Int) -> Any {
        let names = ["token", "env", "config", "name", "a", "key", "args", "it's", "q\"x"]
        switch Int.random(in: 0...(depth > 0 ? 7 : 5)) {
        case 0: return Int.random(in: -9...9_999_999)
        case 1: return "plain \"text\" with \\ and token='x' {'api_key': 12345678}"
        case 2: return NSNull()
        case 3: return Bool.random()
        case 4: return "https://u:p@h/?token=\(Int.random(in: 0...999_999))#é😀"
        case 5: return "\u{1}\n\t{\"env\": {\"A\": 5, \"B\": [\"c\"]}}"
        case 6: return (0..<3).map { _ in json(depth - 1) }
        default:
            return Dictionary((0..<3).map { _ in (names.randomElement() ?? "", json(depth - 1)) }) { first, _ in first }
        }
    }
}
