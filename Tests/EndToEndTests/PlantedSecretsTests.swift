import Foundation
import HTTPCore
import JSONCore
import LangBot
import LangBotConformance
import LangBotMock
import Redaction
import Testing

/// Reports and the journal hold none of the secrets that a deployment keeps.
@Suite(.serialized) struct PlantedSecretsTests {
    private static func options(_ profile: MockProfile) -> MockLangBot.Options {
        var options = MockLangBot.Options()
        options.profile = profile
        options.password = "pass-word-1q2w3e4r"
        options.adminToken = "admin-5t6y7u8i"
        return options
    }

    /// Everything that suite and mock print of a mock that has confessed what it knows.
    private func outputs(
        _ mock: MockLangBot,
        _ plant: Plant,
        only: [String] = [],
        skip: [String] = []
    ) async throws -> [(name: String, text: String)] {
        // A server that tells in its errors all that it has shown before, and more.
        let shown = plant.secrets.filter { secret in Self.remembered.contains { secret.name.hasPrefix($0) } }.prefix(4)
        #expect(shown.count == 4)
        let message = plant.confession(Array(shown)) + "\n" + Self.confession(plant)
        try mock.fault(.status(500, code: -2, message: message), on: .operation("bot.get"))
        try mock.fault(.status(404, code: -1, message: message), on: .operation("pipeline.get"))

        var options = ConformanceOptions(baseURL: mock.baseURL.absoluteString, apiKey: mock.apiKey)
        options.account = .password(user: mock.user, password: mock.password)
        options.allowsWrites = only.isEmpty
        options.only = only
        // Where faults are set, the mock answers when all of a request is there.
        options.skip = skip + ["wire.expect-continue"]
        options.timeout = patience
        let events = Locked<[UInt8]>([])
        let report = try await ConformanceRun(options).start { event in
            events.withLock { $0 += EventStream.line(event) }
        }
        #expect(report.results.contains { $0.verdict == .deviates })
        var outputs = ReportFormat.allCases.map { format in
            (name: "\(format)", text: String(decoding: report.rendered(as: format), as: UTF8.self))
        }
        outputs.append(("events of the run", String(decoding: events.withLock { $0 }, as: UTF8.self)))
        let probed = try await Deployment.look(at: mock.baseURL.absoluteString, timeout: patience)
        outputs.append(("probe", "\(probed)" + String(decoding: probed.json, as: UTF8.self)))
        let journal = mock.journal.map { "\($0)" + String(decoding: $0.requestBody, as: UTF8.self) }.joined()
        outputs.append(("journal", journal))
        // What the page shows, it asks for at these.
        for path in ["/__mock/journal", "/__mock/resources?limit=1000", "/__mock/status", "/__mock/"] {
            outputs.append((path, try await control(mock, path)))
        }
        plant.add("admin token", "admin-5t6y7u8i")
        return outputs
    }

    /// What the control interface says, asked over a plain connection: URLSession on Linux keeps a core busy while it
    /// waits, and the journal takes seconds.
    private func control(_ mock: MockLangBot, _ path: String) async throws -> String {
        var limits = HTTPLimits()
        limits.body = 64 << 20
        let connection = try await HTTPClientConnection.open(
            host: "127.0.0.1",
            port: mock.port,
            timeout: patience,
            limits: limits
        )
        defer { connection.close() }
        var request = HTTPRequest(.get, path)
        request.fields.append("Host", "127.0.0.1")
        request.fields.append("Authorization", "Bearer admin-5t6y7u8i")
        let response = try await connection.exchange(request).response
        #expect(response.status == 200)
        return String(decoding: response.body, as: UTF8.self)
    }

    /// What lists show under names that say what it is.
    private static let remembered = ["telegram", "lark", "wecom", "LINE", "provider 1"]

    /// Secrets that nobody has seen before, in the ways in which servers tell them.
    private static func confession(_ plant: Plant) -> String {
        let issued = [
            "password: \(plant.new("password in a text", .hexadecimal))",
            "{'api-key': '\(plant.new("representation", .words))'}",
            "[parameters: ('u', '\(plant.new("statement", .words))', 0)]",
            "used sk-\(plant.new("issued", .short))-7\(plant.new("issued too", .words))",
            "id \(plant.new("random run", .mixed))",
            "sent Bearer \(plant.new("after a scheme", .short))",
            "-----BEGIN PRIVATE KEY-----\n\(plant.new("private key", .words))\n-----END PRIVATE KEY-----",
            "http://user:\(plant.new("user information", .words))@h/",
            "http://h/hook/\(plant.new("address", .uncommon))",
            "{\"env\": {\"MODE\": \"\(plant.new("environment", .words))\"}}",
            "{\"config\": {\"chat\": \(plant.new("number", .digits))}}",
            "[(b'Cookie', b'\(plant.new("pair", .words))')]",
            "{\"config\": {\"phrase\": \"\(plant.new("configuration", .words))\"}}",
        ]
        return issued.joined(separator: "\n")
    }

    /// Every check, with some of the operations, on the release that keeps the most; `LANGBOT_TESTS=all` tries all of
    /// them on three profiles.
    @Test(arguments: isThorough ? [MockProfile.documented, .v4_9, .v4_11] : [.v4_11])
    func nothingSecretIsReported(profile: MockProfile) async throws {
        let lines = Locked<[String]>([])
        var options = Self.options(profile)
        options.onRequest = { line in lines.withLock { $0.append(line) } }
        let mock = try await MockLangBot.start(options)
        let plant = Plant()
        try await plant.sow(ServerUnderTest(mock, profile))
        #expect(plant.taken.count >= 40)
        #expect(plant.lost(in: String(decoding: mock.snapshot(), as: UTF8.self)).isEmpty)
        let skipped = isThorough ? [] : ["@model.*", "@knowledge_base.*", "@mcp_server.*"]
        var outputs = try await outputs(mock, plant, skip: skipped)
        outputs.append(("log of the mock", lines.withLock { $0.joined(separator: "\n") }))
        await mock.stop(drain: .zero)
        let leaks = plant.leaks(in: outputs)
        #expect(leaks.isEmpty, "\(Set(leaks).sorted().prefix(30))")
    }

    /// The lists, in which most secrets stand, and the two requests that a confession answers.
    private static let fewest = ["envelope.list", "errors.not-found.*@bot.get", "errors.not-found.*@pipeline.get"]

    /// Without any one of the rules something comes through: the test above sees what it looks for.
    @Test func everyRuleIsNeeded() async throws {
        let planted = try await MockLangBot.start(Self.options(.v4_9))
        let plant = Plant()
        try await plant.sow(ServerUnderTest(planted, .v4_9))
        let snapshot = planted.snapshot()
        await planted.stop(drain: .zero)
        for rule in RedactionRule.allCases {
            let rules = Set(RedactionRule.allCases).subtracting([rule])
            let leaks = try await RedactionRule.$current.withValue(rules) { () async throws -> [String] in
                let mock = try await MockLangBot.start(Self.options(.v4_9))
                try mock.restore(snapshot)
                let outputs = try await outputs(mock, plant, only: Self.fewest)
                await mock.stop(drain: .zero)
                return plant.leaks(in: outputs)
            }
            #expect(!leaks.isEmpty, "nothing is missed without \(rule)")
        }
    }
}
