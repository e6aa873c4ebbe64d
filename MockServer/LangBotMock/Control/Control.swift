import HTTPCore
import JSONCore
import LangBotContract
import Redaction

/// The control interface under `/__mock/`: state, faults and journal of a mock.
///
/// It is not part of LangBot's API. Pages of other origins cannot use it: answers allow no origin, and changes need a
/// content type that a page cannot send without a preflight.
final class Control: Sendable {
    static let prefix = "/__mock/"

    let journal: Journal
    let faults = FaultBook()
    let script: ScriptBook
    let worlds: WorldStore
    private let profile: Profile
    private let surroundings: Surroundings
    private let token: String?
    private let hosts: Set<String>
    private let nearMisses: NearMisses

    init(
        _ profile: Profile,
        _ worlds: WorldStore,
        _ surroundings: Surroundings,
        _ script: ScriptBook,
        _ options: MockLangBot.Options
    ) {
        self.profile = profile
        self.script = script
        self.worlds = worlds
        self.surroundings = surroundings
        token = options.adminToken
        journal = Journal(
            hiding: [options.apiKey, options.password] + [options.adminToken, options.globalKey].compactMap(\.self)
        )
        hosts = ["127.0.0.1", "localhost", "[::1]", options.host, "[\(options.host)]"]
        nearMisses = NearMisses(profile.endpoints)
    }

    static func isConcerned(with request: HTTPRequest) -> Bool {
        let path = request.path.utf8
        // Nearly every path differs in the first two bytes, so this is fast.
        return path.starts(with: prefix.utf8) || path.elementsEqual(prefix.utf8.dropLast())
    }

    /// The answer to a request that is refused whatever its content; nil if it is allowed.
    func refusalUnread(_ head: HTTPRequest) -> HTTPResponse? {
        if isPage(head) { return nil }
        guard let token else {
            // Another site's host name that resolves to this machine must not give its pages access (DNS rebinding).
            return hosts.contains(Self.host(head)) ? nil : Self.error(403, "this host name needs --admin-token")
        }
        let isAllowed = head.fields["authorization"] == "Bearer \(token)"
        return isAllowed ? nil : Self.error(401, "send the token of --admin-token: 'Authorization: Bearer TOKEN'")
    }

    func answer(_ request: HTTPRequest) -> HTTPResponse {
        if let refusal = refusalUnread(request) { return refusal }
        if isPage(request) { return ControlPage.response() }
        let name = String(request.path.dropFirst(Self.prefix.count))
        guard let routes = Self.routes[name] else {
            return Self.error(
                404,
                "unknown path '\(name)'; use one of \(Self.routes.keys.sorted().joined(separator: ", "))"
            )
        }
        guard let action = routes[request.method.rawValue] else {
            var response = Self.error(405, "'\(name)' only supports \(routes.keys.sorted().joined(separator: ", "))")
            response.fields.append("Allow", routes.keys.sorted().joined(separator: ", "))
            return response
        }
        do throws(MockInputError) {
            return Self.json(200, try action(self, try ControlRequest(request)))
        } catch {
            return Self.error(400, error.description)
        }
    }

    private func isPage(_ request: HTTPRequest) -> Bool {
        (request.path == Self.prefix || request.path == Self.prefix.dropLast())
            && (request.method == .get || request.method == .head)
    }

    /// The requested host, without its port.
    private static func host(_ request: HTTPRequest) -> String {
        let host = (request.fields["host"] ?? "").lowercased()
        guard let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") else { return host }
        return String(host[..<colon])
    }

    private static func error(_ status: Int, _ message: String) -> HTTPResponse {
        json(status, ["error": .string(message)])
    }

    private static func json(_ status: Int, _ value: JSONValue) -> HTTPResponse {
        HTTPResponse(
            status: status,
            fields: [
                "Content-Type": "application/json", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
            ],
            body: value.serialized()
        )
    }
}

/// The query and content of a control request.
struct ControlRequest {
    let query: [String: String]
    let content: JSONValue

    init(_ request: HTTPRequest) throws(MockInputError) {
        query = PercentEncoding.query(request.query)
        guard !request.body.isEmpty || request.method == .post || request.method == .put else {
            content = .null
            return
        }
        let type = (request.fields["content-type"] ?? "").prefix { $0 != ";" }.lowercased()
        guard type == "application/json" else { throw MockInputError("the content must be application/json") }
        do {
            content = request.body.isEmpty ? .null : try JSONValue(parsing: request.body)
        } catch {
            throw MockInputError("the content is not valid JSON: \(error)")
        }
    }
}

extension Control {
    private typealias Action = @Sendable (Control, ControlRequest) throws(MockInputError) -> JSONValue

    /// The actions, by the last part of the path and the method.
    private static let routes: [String: [String: Action]] = [
        "status": ["GET": { control, _ throws(MockInputError) in control.status }],
        "reset": [
            "POST": { control, _ throws(MockInputError) in
                try control.worlds.reset()
                control.faults.remove()
                control.script.script = MockScript()
                control.journal.clear()
                return ["reset": true]
            }
        ],
        "seed": [
            "POST": { control, request throws(MockInputError) in
                try control.sow(request.content)
                return ["seeded": true]
            }
        ],
        "snapshot": [
            "GET": { control, _ throws(MockInputError) in control.worlds.snapshot },
            "PUT": { control, request throws(MockInputError) in
                try control.worlds.restore(request.content)
                return ["restored": true]
            },
        ],
        "worlds": [
            "GET": { control, _ throws(MockInputError) in control.worlds.list },
            "POST": { control, _ throws(MockInputError) in
                let key = try control.addKey()
                return ["id": .integer(key.id), "name": .string(key.name), "api_key": .string(key.secret)]
            },
        ],
        "operations": ["GET": { control, _ throws(MockInputError) in control.operations }],
        "resources": [
            "GET": { control, request throws(MockInputError) in
                let query = try ResourceQuery(request.query)
                return query.answer(try control.worlds.world(query.world), hiding: control.journal.redactor)
            },
            "PUT": { control, request throws(MockInputError) in
                let redactor = control.journal.redactor
                try control.change(request) { world, kind, id throws(MockInputError) in
                    try world.replace(kind, id, with: request.content, hiding: redactor)
                }
                return ["replaced": true]
            },
            "DELETE": { control, request throws(MockInputError) in
                try control.change(request) { world, kind, id throws(MockInputError) in try world.discard(kind, id) }
                return ["removed": true]
            },
        ],
        "faults": [
            "GET": { control, _ throws(MockInputError) in ["faults": control.faults.json] },
            "POST": { control, request throws(MockInputError) in
                let faults = try MockFault.read(request.content)
                for fault in faults { try control.check(fault) }
                return ["ids": .array(faults.map { .string(control.faults.add($0)) })]
            },
            "DELETE": { control, request throws(MockInputError) in
                let id = request.query["id"]
                guard control.faults.remove(id) || id == nil else {
                    throw MockInputError("there is no fault '\(id ?? "")'; 'GET faults' lists them")
                }
                return ["removed": true]
            },
        ],
        "script": [
            "GET": { control, _ throws(MockInputError) in ["rules": control.script.json] },
            "PUT": { control, request throws(MockInputError) in
                control.script.script = try MockScript(request.content)
                return ["rules": .integer(Int64(control.script.script.rules.count))]
            },
            "DELETE": { control, _ throws(MockInputError) in
                control.script.script = MockScript()
                return ["removed": true]
            },
        ],
        "journal": [
            "GET": { control, request throws(MockInputError) in
                let query = try JournalQuery(request.query)
                let entries = control.journal.entries.filter(query.matches).suffix(query.limit)
                let redactor = control.journal.redactor
                return [
                    "count": .integer(Int64(control.journal.count)),
                    "entries": .array(entries.map { $0.json(control.nearMisses, redactor) }),
                ]
            },
            "DELETE": { control, _ throws(MockInputError) in
                control.journal.clear()
                return ["cleared": true]
            },
        ],
        "verify": [
            "POST": { control, request throws(MockInputError) in
                try Verification(request.content).result(control.journal.entries)
            }
        ],
    ]

    func addKey() throws(MockInputError) -> APIKey { try worlds.addKey(surroundings) }

    /// Changes the one resource that a request names, in the world that it names.
    private func change(
        _ request: ControlRequest,
        _ body: (inout World, Resource, String) throws(MockInputError) -> Void
    ) throws(MockInputError) {
        let query = try ResourceQuery(request.query)
        let (kind, id) = try query.target()
        try worlds.change(query.world) { world throws(MockInputError) in try body(&world, kind, id) }
    }

    /// Creates the resources that a file or a request describes.
    func sow(_ json: JSONValue) throws(MockInputError) {
        let seed = try Seed(json)
        let result = worlds.withBase { world in
            Result { [profile, surroundings] () throws(MockInputError) in
                // Either all are created or none.
                var sown = world
                try seed.sow(in: &sown, profile, surroundings)
                world = sown
            }
        }
        try result.get()
        try worlds.save()
    }

    /// - Throws: ``MockInputError`` if the fault is invalid or the profile has no such operation.
    func check(_ fault: MockFault) throws(MockInputError) {
        try fault.check()
        guard case .operation(let name) = fault.target else { return }
        let names = profile.endpoints.map(\.id.rawValue)
        guard names.contains(name) else {
            throw MockInputError("profile \(profile.name): \(MockFault.unknown("operation", name, names))")
        }
    }

    /// What the mock answers.
    private var operations: JSONValue {
        let operations: [JSONValue] = profile.endpoints.map { endpoint in
            [
                "operation": .string(endpoint.id.rawValue), "method": .string(endpoint.method.rawValue),
                "path": .string(endpoint.path.description), "credential": .string(endpoint.credentials.rawValue),
            ]
        }
        return ["operations": .array(operations)]
    }

    private var status: JSONValue {
        let counts = worlds.withBase { world in
            world.sortedTables.map { resource, table in
                (resource.rawValue, JSONValue.integer(Int64(table.count)))
            }
        }
        return [
            "profile": .string(profile.name), "version": .string(profile.version),
            "operations": .integer(Int64(profile.endpoints.count)), "requests": .integer(Int64(journal.count)),
            "resources": .object(JSONObject(counts)),
            // A fault's message may repeat what the mock hides.
            "faults": Journal.Entry.content(faults.json.serialized(), journal.redactor),
        ]
    }
}
