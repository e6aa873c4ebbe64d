import Foundation
import LangBot
import LangBotTesting
import Testing

/// What is logged of calls, and what is not.
@Suite struct CallLoggerTests {
    @Test func everyAttemptIsALine() async throws {
        let log = Guarded<[CallRecord]>([])
        let unavailable = StubAnswer.json(["code": -1], status: 503)
        try await withStub(unavailable, .success(["bots": []]), configuration: .logging(to: log)) {
            _ = try await $0.bots.list()
        }
        #expect(log.value.map(\.attempt) == [1, 2])
        #expect(log.value.map(\.status) == [503, 200])
        #expect(log.value.allSatisfy { $0.operation == "bot.list" && $0.body == nil })
        let last = try #require(log.value.last?.description)
        #expect(
            last.wholeMatch(of: /bot\.list: GET http:\/\/langbot\.test\S*\/bots: 200 after \d+ ms, attempt 2/) != nil
        )
    }

    @Test func failuresAreLoggedAsSentences() async throws {
        let log = Guarded<[CallRecord]>([])
        let lost = StubAnswer.failure(TransportFailure(.connectionLost))
        let configuration = ClientConfiguration.logging(to: log) { $0.retry = .never }
        _ = try await failure { try await withStub(lost, configuration: configuration) { try await $0.bots.list() } }
        let line = try #require(log.value.first?.description)
        #expect(line.contains("the connection failed, the connection ended before the response was complete"))
    }

    @Test func bodiesAreShownWithoutWhatIsSecret() async throws {
        let log = Guarded<[CallRecord]>([])
        let answer: JSONValue = [
            "code": 0, "msg": "hunter22 was taken",
            "data": ["uuid": "1", "provider": ["api_keys": ["sk-answer"], "name": "shown"]],
        ]
        try await withStub(.json(answer), configuration: .logging(to: log, bodies: 10_000)) { client in
            let draft = ModelProvider.Draft(name: "visible", requester: "r", baseURL: "b", apiKeys: ["hunter22"])
            _ = try await client.providers.create(draft)
        }
        let text = log.value.map(\.description).joined()
        #expect(text.contains("visible"))
        #expect(text.contains("shown"))
        #expect(text.contains("\"api_keys\":[\"… (9 characters)\"]"))
        #expect(!text.contains("hunter22"))
        #expect(!text.contains("sk-answer"))
        #expect(!text.contains("lbk_test"))
    }

    @Test func keysAndTokensInAnswersAreHidden() async throws {
        let log = Guarded<[CallRecord]>([])
        let configuration = ClientConfiguration.logging(to: log, bodies: 10_000)
        try await withStub(.success(["token": "eyJhbGciOi.x.y"]), configuration: configuration) {
            _ = try await $0.account.signIn(user: "u", password: "correct horse")
        }
        let text = log.value.map(\.description).joined()
        #expect(!text.contains("eyJhbGciOi"))
        #expect(!text.contains("correct horse"))
    }

    @Test func secondFactorsAreHidden() async throws {
        let log = Guarded<[CallRecord]>([])
        let codes: (String) -> StubAnswer = { .success(["recovery_codes": [.string($0)]]) }
        let error = try await failure {
            try await withStub(
                .success(["qr_code_data_url": "data:image/png;base64,iVBORw0KGgo"]),
                codes("ABCDE-11111"),
                codes("ABCDE-22222"),
                .json(["code": -1, "msg": "ABCDE-33333 is wrong"], status: 403),
                credential: .userToken("eyJ.x.y"),
                configuration: .logging(to: log, bodies: 10_000)
            ) { client in
                let factors = client.account.secondFactors
                _ = try await factors.enroll()
                let first = try await factors.confirm("654321")
                #expect(first.map { $0.revealed() } == ["ABCDE-11111"] && !"\(first)".contains("ABCDE"))
                _ = try await factors.renewRecoveryCodes("765432")
                try await factors.disable("ABCDE-33333")
            }
        }
        let text = log.value.map(\.description).joined() + "\(error)"
        #expect(log.value.count == 4 && text.contains("recovery_codes"))
        for secret in ["iVBORw0KGgo", "ABCDE", "654321", "765432"] { #expect(!text.contains(secret)) }
    }

    @Test func headersOfARecordHideCredentials() async throws {
        let log = Guarded<[CallRecord]>([])
        let configuration = ClientConfiguration.logging(to: log) { $0.headers["Cookie"] = "session=topsecret" }
        try await withStub(
            .json(["code": 0, "data": ["bots": []]], headers: ["Set-Cookie": "a=topsecret", "X-Request-ID": "r1"]),
            configuration: configuration
        ) { _ = try await $0.bots.list() }
        let record = try #require(log.value.first)
        #expect(record.headers["Cookie"] == "<redacted>")
        guard case .answered(200, let headers, nil) = record.outcome else {
            Issue.record("\(record.outcome)")
            return
        }
        #expect(headers["Set-Cookie"] == "<redacted>")
        #expect(headers["X-Request-ID"] == "r1")
    }

    @Test func bodiesAreCutAndFilesAreNotRead() async throws {
        let log = Guarded<[CallRecord]>([])
        let configuration = ClientConfiguration.logging(to: log, bodies: 30)
        try await withStub(
            .success(["bots": [["uuid": .string(String(repeating: "x", count: 500))]]]),
            .success(["file_id": "f"]),
            configuration: configuration
        ) { client in
            _ = try await client.bots.list()
            _ = try await client.files.upload(Data([0xFF, 0xFE]), filename: "x.bin")
        }
        guard case .answered(_, _, let body?) = log.value[0].outcome else {
            Issue.record("no body")
            return
        }
        #expect(body.count == 30)
        #expect(log.value[1].body?.hasSuffix("bytes of multipart/form-data)") == true)
    }

    @Test func streamsAreLoggedWhenTheyBegin() async throws {
        let log = Guarded<[CallRecord]>([])
        try await withStub(.text("abc"), configuration: .logging(to: log, bodies: 100)) { client in
            let stream = try await client.stream(APIOperation("test.stream", .get, path: ["x"]))
            #expect(log.value.map(\.status) == [200])
            for try await _ in stream.body {}
        }
    }
}

extension CallRecord {
    fileprivate var status: Int? {
        if case .answered(let status, _, _) = outcome { status } else { nil }
    }
}

extension ClientConfiguration {
    fileprivate static func logging(
        to log: Guarded<[CallRecord]>,
        bodies: Int = 0,
        _ change: (inout Self) -> Void = { _ in }
    ) -> Self {
        .with {
            $0.middlewares = [CallLogger(maximumBodySize: bodies) { record in log.withLock { $0.append(record) } }]
            change(&$0)
        }
    }
}
