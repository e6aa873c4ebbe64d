import HTTPCore
import JSONCore
import LangBotMock
import Testing

@Suite(.serialized) struct FaultTests {
    private static let bots = "/api/v1/platform/bots"

    @Test func answersWithAStatus() async throws {
        try await withMock { client in
            try client.mock.fault(.status(503, code: -2, message: "busy"), on: .operation("bot.list"))
            let answer = try await client.send("GET", Self.bots)
            #expect(answer.status == 503)
            #expect(answer.code == -2)
            #expect(answer.message == "busy")
            #expect(try await client.send("GET", "/api/v1/pipelines").status == 200)
            #expect(client.mock.journal.first?.fault == "fault-1")
        }
    }

    @Test func aCodeMayBeText() async throws {
        try await withMock { client in
            let code = MockFault.Code.text("task_capacity_exceeded")
            try client.mock.fault(.status(429, code: code, message: "busy"), on: .operation("bot.list"))
            #expect(try await client.send("GET", Self.bots).json?["code"] == "task_capacity_exceeded")
            let fault: JSONValue = [
                "effect": "status", "status": 409, "code": "conflict", "operation": "pipeline.list",
            ]
            #expect(try await client.send("POST", "/__mock/faults", fault).status == 200)
            let answer = try await client.send("GET", "/api/v1/pipelines")
            #expect(answer.status == 409)
            #expect(answer.json?["code"] == "conflict")
        }
    }

    @Test func canMakeARequestSucceed() async throws {
        try await withMock { client in
            try client.mock.fault(.success(data: #"{"uuid":"made-up"}"#), on: .operation("bot.create"), .first(1))
            let answer = try await client.send("POST", Self.bots, ["nonsense": true])
            #expect(answer.status == 200)
            #expect(answer.code == 0)
            #expect(answer.data == ["uuid": "made-up"])
            #expect(try await client.send("GET", Self.bots).data?["bots"] == [])
            #expect(throws: MockInputError.self) { try client.mock.fault(.success(data: "{")) }
        }
    }

    @Test func aRequestThatIsRefusedIsNotDone() async throws {
        try await withMock { client in
            try client.mock.fault(.status(500, code: -2, message: "no"), on: .path("/api/v1/pipelines"), .first(1))
            let body: JSONValue = ["name": "once"]
            #expect(try await client.send("POST", "/api/v1/pipelines", body).status == 500)
            #expect(try await client.send("POST", "/api/v1/pipelines", body).status == 200)
            let list = try await client.send("GET", "/api/v1/pipelines").data?["pipelines"]?.arrayValue
            #expect(list?.count { $0["name"] == "once" } == 1)
        }
    }

    @Test(
        arguments: [
            (MockFault.Schedule.first(2), [503, 503, 200, 200, 200, 200]),
            (.every(3), [200, 200, 503, 200, 200, 503]), (.always, [503, 503, 503, 503, 503, 503]),
            (.share(0, seed: 1), [200, 200, 200, 200, 200, 200]), (.share(1, seed: 1), [503, 503, 503, 503, 503, 503]),
        ]
    )
    func happensWhenItIsDue(schedule: MockFault.Schedule, statuses: [Int]) async throws {
        try await withMock { client in
            try client.mock.fault(.status(503, code: -2, message: "busy"), on: .all, schedule)
            var seen: [Int] = []
            for _ in statuses { seen.append(try await client.send("GET", Self.bots).status) }
            #expect(seen == statuses)
        }
    }

    @Test func aShareFollowsFromItsSeed() async throws {
        var runs: [[Int]] = []
        for _ in 0..<2 {
            try await withMock { client in
                try client.mock.fault(.status(503, code: -2, message: ""), on: .all, .share(0.5, seed: 42))
                var seen: [Int] = []
                for _ in 0..<40 { seen.append(try await client.send("GET", Self.bots).status) }
                runs.append(seen)
            }
        }
        #expect(runs[0] == runs[1])
        #expect((5...35).contains(runs[0].count { $0 == 503 }))
    }

    @Test func breaksTheConnectionOff() async throws {
        try await withMock { client in
            try client.mock.fault(.reset)
            let (bytes, failure) = try await client.raw(Self.bots)
            #expect(bytes.isEmpty)
            #expect(failure != nil)
        }
    }

    @Test func answersNothing() async throws {
        try await withMock { client in
            try client.mock.fault(.empty)
            let (bytes, failure) = try await client.raw(Self.bots)
            #expect(bytes.isEmpty)
            #expect(failure == nil)
        }
    }

    @Test func cutsTheContentOff() async throws {
        try await withMock { client in
            try client.mock.fault(.truncated)
            let text = String(decoding: try await client.raw(Self.bots).bytes, as: UTF8.self)
            let length = text.firstMatch(of: /Content-Length: (\d+)/).flatMap { Int($0.output.1) } ?? 0
            let content = text.split(separator: "\r\n\r\n", maxSplits: 1).last ?? ""
            #expect(length > 1)
            #expect(content.utf8.count == length / 2)
        }
    }

    @Test func sendsNoHTTP() async throws {
        try await withMock { client in
            try client.mock.fault(.garbage)
            let text = String(decoding: try await client.raw(Self.bots).bytes, as: UTF8.self)
            #expect(!text.isEmpty)
            #expect(!text.hasPrefix("HTTP/"))
        }
    }

    @Test func namesAnotherType() async throws {
        try await withMock { client in
            try client.mock.fault(.contentType("text/html"))
            let answer = try await client.send("GET", Self.bots)
            #expect(answer.status == 200)
            #expect(answer.field("content-type") == "text/html")
        }
    }

    @Test(arguments: [MockFault.Effect.latency(.milliseconds(1)...(.milliseconds(3))), .slow(pause: .milliseconds(1))])
    func answersTheSameLater(effect: MockFault.Effect) async throws {
        try await withMock { client in
            let expected = try await client.send("GET", Self.bots).json
            try client.mock.fault(effect)
            #expect(try await client.send("GET", Self.bots).json == expected)
        }
    }

    /// Nothing but a fault keeps an answer back, so nothing but the client may lose its patience.
    @Test func noTimerOfTheServerEndsTheLongestLatency() async throws {
        let longest: Int64 = 600_000
        try await withMock { client throws in
            for (milliseconds, status) in [(longest, 200), (longest + 1, 400)] {
                let fault: JSONValue = ["effect": "latency", "milliseconds": .integer(milliseconds)]
                #expect(try await client.control("POST", "faults", [fault]).status == status)
            }
        }
        #expect(MockLangBot.configuration(.init()).timeouts.handler > .milliseconds(longest))
    }

    /// A test that runs beside hundreds of others may wait for minutes between connecting and sending.
    @Test func aClientOnABusyMachineHasTime() {
        let timeouts = MockLangBot.configuration(.init()).timeouts
        for wait in [timeouts.idle, timeouts.write] { #expect(wait >= .seconds(600)) }
    }

    @Test func isSetListedAndTakenBackOverTheWire() async throws {
        try await withMock { client in
            let fault: JSONValue = ["effect": "status", "status": 429, "operation": "bot.list", "times": 3]
            let set = try await client.control("POST", "faults", [fault])
            #expect(set.json?["ids"] == ["fault-1"])
            #expect(try await client.send("GET", Self.bots).status == 429)
            let listed = try await client.control("GET", "faults").json?["faults"]?[0]
            #expect(listed?["seen"] == 1)
            #expect(listed?["done"] == 1)
            #expect(listed?["status"] == 429)
            #expect(listed?["times"] == 3)
            #expect(try await client.control("DELETE", "faults?id=fault-1").status == 200)
            #expect(try await client.send("GET", Self.bots).status == 200)
            #expect(try await client.control("DELETE", "faults?id=fault-1").status == 400)
        }
    }

    @Test(
        arguments: [
            (["effect": "stauts"], "unknown effect 'stauts'; did you mean 'status'?"),
            (["effect": "reset", "tims": 1], "unknown fault member 'tims'; did you mean 'times'?"),
            (
                ["effect": "reset", "operation": "bot.lst"],
                "profile documented: unknown operation 'bot.lst'; did you mean 'bot.list'?"
            ),
            (["effect": "status", "status": 99], "'status' must be a whole number from 200 to 599"),
            (["effect": "reset", "share": 2], "'share' must be a number from 0 to 1"),
            (["effect": "content-type"], "'content-type' needs a 'type'"),
            (["effect": "slow", "minimum": 5], "'minimum' does not belong to the effect 'slow'"),
            (["effect": "reset", "status": 500], "'status' does not belong to the effect 'reset'"),
            (["effect": "reset", "times": 1, "every": 2], "'times' and 'every' exclude each other"),
            (["effect": "reset", "operation": "bot.list", "path": "/"], "'operation' and 'path' exclude each other"),
            (["effect": "reset", "seed": 1], "'seed' needs 'share'"),
            ([:], "a fault needs an 'effect'"), ("x", "a fault must be an object, not string"),
            (["effect": "latency", "minimum": 5, "maximum": 4], "'maximum' must be a whole number from 5 to 600000"),
        ] as [(JSONValue, String)]
    )
    func saysWhatIsWrongWithAFault(fault: JSONValue, sentence: String) async throws {
        try await withMock { client in
            let answer = try await client.control("POST", "faults", fault)
            #expect(answer.status == 400)
            #expect(answer.json?["error"]?.stringValue?.hasPrefix(sentence) == true, "\(answer.json ?? .null)")
            #expect(try await client.send("GET", Self.bots).status == 200)
        }
    }

    @Test(
        arguments: [
            (.reset, .every(0), "'every' must be at least 1"), (.reset, .every(-1), "'every' must be at least 1"),
            (.reset, .share(2, seed: 1), "'share' must"), (.reset, .share(.nan, seed: 1), "'share' must"),
            (.status(99, code: 0, message: ""), .always, "'status' must be from 200 to 599"),
            (.contentType("a\r\nX: b"), .always, "'type' must be a single line"),
            (.contentType(""), .always, "'type' must be a single line"),
        ] as [(MockFault.Effect, MockFault.Schedule, String)]
    )
    func whatCannotBeIsRefused(
        effect: MockFault.Effect,
        schedule: MockFault.Schedule,
        sentence: String
    ) async throws {
        try await withMock { client throws in
            let error = #expect(throws: MockInputError.self) { try client.mock.fault(effect, on: .all, schedule) }
            #expect(error?.description.hasPrefix(sentence) == true)
            #expect(try await client.send("GET", Self.bots).status == 200)
        }
    }

    @Test(
        arguments: [
            (["maximum": 500], 500, 500), (["minimum": 2000], 2000, 2000), (["maximum": 3000], 1000, 3000),
            ([:], 1000, 1000),
            (["milliseconds": 20, "maximum": 30], 20, 30), (["milliseconds": 7], 7, 7),
        ] as [(JSONObject, Int64, Int64)]
    )
    func aLatencyIsTakenFromItsRange(given: JSONObject, minimum: Int64, maximum: Int64) async throws {
        try await withMock { client throws in
            let fault = JSONValue.object(given.merging(["effect": "latency"]))
            #expect(try await client.control("POST", "faults", [fault]).status == 200)
            let listed = try await client.control("GET", "faults").json?["faults"]?[0]
            #expect(listed?["minimum"]?.integerValue == minimum)
            #expect(listed?["maximum"]?.integerValue == maximum)
        }
    }

    @Test func anOperationThatIsNoneCannotFail() async throws {
        try await withMock { client in
            let error = #expect(throws: MockInputError.self) {
                try client.mock.fault(.reset, on: .operation("bot.fly"))
            }
            #expect(error?.description.hasPrefix("profile documented: unknown operation 'bot.fly'") == true)
        }
    }
}
