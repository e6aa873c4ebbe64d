import Foundation
import LangBot
import LangBotTesting
import Testing

@Suite(.serialized) struct CurlTests {
    private static let hard = #"it's "quoted" $HOME `id` \n %s \045 * ~ ü €"# + "\nsecond line\t!"

    private static func request(
        _ method: HTTPMethod = .post,
        _ address: String = "http://h/api/v1/x?a=1&b=%27",
        headers: HTTPHeaders = ["X-API-Key": "lbk_secret", "Content-Type": "application/json"],
        body: Data? = nil
    ) throws -> RecordedRequest {
        let url = try #require(URL(string: address))
        let body = body.map(TransportBody.data)
        return try RecordedRequest(
            TransportRequest(operation: "x", method: method, url: url, headers: headers, body: body)
        )
    }

    /// What the shell hands to curl when it runs the command.
    private static func arguments(_ command: String, variable: String = "") throws -> [String] {
        let output = try shell("curl() { for word; do printf '%s\\0' \"$word\"; done; }; \(variable)\n\(command)")
        return output.split(separator: 0, omittingEmptySubsequences: false).dropLast().map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    /// What the shell hands to curl's standard input.
    private static func input(_ command: String) throws -> Data { try shell("curl() { cat; }\n\(command)") }

    private static func shell(_ script: String) throws -> Data {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try Data(script.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let pipe = try #require(popen("/bin/sh -c '. \(file.path)'", "r"))
        var output = Data()
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 {
            output.append(contentsOf: buffer[..<count])
        }
        #expect(pclose(pipe) == 0)
        return output
    }

    @Test func handsOverExactlyTheWordsOfTheRequest() throws {
        let headers: HTTPHeaders = ["Content-Type": "text/plain", "X-Note": Self.hard, "X-Empty": ""]
        let request = try Self.request(.put, headers: headers, body: Data(Self.hard.utf8))
        #expect(
            try Self.arguments(request.curl()) == [
                "--request", "PUT", "http://h/api/v1/x?a=1&b=%27", "--header", "Content-Type: text/plain", "--header",
                "X-Note: \(Self.hard)", "--header", "X-Empty;", "--data-raw", Self.hard,
            ]
        )
    }

    @Test func aHeadIsAskedForAsCurlWantsIt() throws {
        let request = try Self.request(.head, headers: [:])
        #expect(try Self.arguments(request.curl()) == ["--head", "http://h/api/v1/x?a=1&b=%27"])
    }

    @Test func aBodyWithoutATypeGetsNone() throws {
        let request = try Self.request(headers: [:], body: Data("@file".utf8))
        let arguments = try Self.arguments(request.curl())
        #expect(arguments.suffix(4) == ["--header", "Content-Type:", "--data-raw", "@file"])
    }

    @Test(
        arguments: [
            Data(0...255), Data("%d \\ 12 \0 3".utf8), Data([0xC3, 0x28]),
            Data(String(repeating: "long ü ", count: 30_000).utf8),
        ]
    )
    func bytesThatAreNoWordGoThroughAPipe(body: Data) throws {
        let request = try Self.request(headers: ["Content-Type": "application/octet-stream"], body: body)
        #expect(try Self.input(request.curl()) == body)
        #expect(request.curl().hasSuffix("--data-binary @-"))
    }

    @Test(arguments: [nil, "2X", "A B", "X;id", ""])
    func theKeyIsLeftOutUnlessAVariableHoldsIt(variable: String?) throws {
        for name in ["X-API-Key", "authorization", "Cookie"] {
            let command = try Self.request(headers: [name: "lbk_secret"]).curl(keyFrom: variable, showsSecrets: true)
            #expect(!command.contains("lbk_secret"))
            #expect(try Self.arguments(command).last == "\(name): <redacted>")
        }
    }

    @Test(arguments: [("X-API-Key", "lbk_secret", ""), ("Authorization", "Bearer lbk_secret", "Bearer ")])
    func theKeyComesFromTheVariable(name: String, value: String, scheme: String) throws {
        let command = try Self.request(headers: [name: value]).curl(keyFrom: "KEY_1")
        #expect(!command.contains("lbk_secret"))
        let arguments = try Self.arguments(command, variable: "KEY_1='from \"outside\" $x'")
        #expect(arguments.last == "\(name): \(scheme)from \"outside\" $x")
    }

    @Test func aCookieNeverComesFromTheVariable() throws {
        let command = try Self.request(headers: ["Cookie": "session=1"]).curl(keyFrom: "KEY")
        #expect(try Self.arguments(command).last == "Cookie: <redacted>")
    }

    @Test func secretsOfTheBodyAreShownOnlyWhenAskedFor() throws {
        let body = #"{"name": "n", "adapter_config": {"token": "1:a"}, "api_keys": ["sk-1"], "max_tokens": 5}"#
        let request = try Self.request(body: Data(body.utf8))
        let shown = try #require(try Self.arguments(request.curl()).last)
        #expect(
            try JSONValue(json: Data(shown.utf8)) == [
                "name": "n", "adapter_config": ["token": "… (3 characters)"], "api_keys": ["… (4 characters)"],
                "max_tokens": 5,
            ]
        )
        #expect(try Self.arguments(request.curl(showsSecrets: true)).last == body)
    }

    @Test func keysInAddressesAndOtherTextsAreLeftOut() throws {
        let request = try Self.request(.post, "http://h/x?k=lbk_abc", headers: [:], body: Data("key lbk_abc".utf8))
        #expect(!request.curl().contains("lbk_abc"))
        #expect(!request.description.contains("lbk_abc"))
    }
}
