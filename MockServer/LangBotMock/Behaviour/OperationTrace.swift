import HTTPCore
import JSONCore
import LangBotContract

/// Keeps in the operation log what a request did.
struct OperationTrace: Sendable {
    let profile: Profile
    let request: HTTPRequest
    let call: Call
    /// The resource before it is changed, for the operations whose changes are listed.
    private let before: JSONObject?
    private let start: Timestamp

    /// Begins to observe an operation.
    init(_ profile: Profile, _ request: HTTPRequest, _ call: Call, _ world: World) {
        (self.profile, self.request, self.call) = (profile, request, call)
        start = call.surroundings.now()
        before = TracedChanges.rows[call.endpoint.id].flatMap { row in
            var world = world
            var call = call
            if row.hidesSecrets { call.query["include_secret"] = "false" }
            let data = try? profile.handlers[row.reader]?(&world, call)
            return data?[row.member]?.objectValue
        }
    }

    /// Whether an operation belongs to a workspace and its caller is known: others are never kept.
    static func observes(_ endpoint: Endpoint, _ principal: Principal) -> Bool {
        principal != .nobody && !ofAccounts.contains(endpoint.id) && !endpoint.id.rawValue.hasPrefix("user.")
    }

    /// The operations of an account before it has chosen a workspace.
    private static let ofAccounts: Set<OperationID> = ["workspace.list", "workspace.bootstrap"]

    /// What the outcome of an operation is called, and the status that is kept of it.
    private struct Outcome {
        let name: String
        let status: Int

        init(status: Int) {
            name = status >= 500 ? "error" : status >= 400 ? "denied" : "ok"
            self.status = status
        }

        /// What a handler of a release throws counts as an internal error, whatever it is answered with.
        init(_ error: DomainError, _ refusal: Refusal) {
            let isThrown: Bool
            switch error {
            case .missingPermission: isThrown = false
            default: isThrown = refusal == .gone
            }
            self.init(status: isThrown ? 500 : refusal.status ?? 200)
        }
    }

    /// Keeps what the operation did, if its level is kept.
    func keep(_ failure: DomainError?, _ world: inout World) {
        let route = Self.route(call.endpoint.path)
        let method = request.method.rawValue.uppercased()
        let action = TracedAction(method, route)
        let level = min(world.operations.governance.level, call.principal.traceLevel)
        guard action.isKept(at: level) else { return }
        let outcome = failure.map { Outcome($0, profile.errors.refusal($0, call.endpoint)) } ?? Outcome(status: 200)
        let changes = failure == nil ? TracedChanges.of(call, from: before, profile) : []
        var row = OperationLog.row(action, route, method, level, call.principal, world)
        row["auth_type"] = .string(call.endpoint.credentials.rawValue)
        row["changes"] = .array(changes.map(\.json))
        row["summary"] = changes.isEmpty ? .null : .string(TracedChanges.summary(changes))
        row["client_ip"] = .string(clientAddress)
        row["duration_ms"] = .integer(max(0, (call.surroundings.now().microseconds - start.microseconds) / 1000))
        row["outcome"] = .string(outcome.name)
        row["request_id"] = .string(request.fields["x-request-id"] ?? call.surroundings.uuid())
        row["resource_id"] = identity(failure).map { .string(String($0.prefix(255))) } ?? .null
        row["status_code"] = .integer(Int64(outcome.status))
        row["user_agent"] = request.fields["user-agent"].map { .string(String($0.prefix(512))) } ?? .null
        world.operations.append(row, at: call.surroundings.now())
    }

    /// The address that a proxy names, or that of this machine, from which requests come.
    private var clientAddress: String {
        let named = request.fields["x-forwarded-for"]?.split(separator: ",").first.map { $0.filter { $0 != " " } } ?? ""
        return named.isEmpty ? "127.0.0.1" : String(named.prefix(64))
    }

    /// A route as LangBot writes it.
    private static func route(_ path: PathTemplate) -> String {
        path.segments.map { segment in
            switch segment {
            case .literal(let text): "/\(text)"
            case .parameter(let name): "/<\(name)>"
            case .integer(let name): "/<int:\(name)>"
            case .rest(let name): "/<path:\(name)>"
            }
        }.joined()
    }
}

/// Which resource an operation was about.
extension OperationTrace {
    /// The members of paths and contents that name a resource, in the order in which they are tried.
    private static let names = [
        ["plugin_author", "plugin_name"], ["author", "plugin_name"], ["plugin_author", "name"], ["owner", "repo"],
        ["author", "name"], ["skill_uuid"], ["knowledge_base_uuid"], ["server_uuid"], ["pipeline_uuid"],
        ["provider_uuid"], ["model_uuid"], ["account_uuid"], ["email"], ["name"], ["uuid"],
    ]

    /// The operations that name their resource by the first parameter of the path, and whether they find it first.
    private static let named: [OperationID: Bool] = [
        "pipeline.update": false, "pipeline.delete": false, "pipeline.extensions.update": false,
        "knowledge_base.update": false, "knowledge_base.delete": false, "skill.update": false, "skill.delete": false,
        "mcp_server.update": true, "mcp_server.delete": true,
    ]

    private func identity(_ failure: DomainError?) -> String? {
        if let isFound = Self.named[call.endpoint.id], !isFound || !isMissing(failure) { return call.identifier }
        let content = (try? call.json())?.objectValue ?? [:]
        for group in Self.names {
            let parts = group.compactMap { name -> String? in
                let value = call.parameters[name].map(JSONValue.string) ?? content[name] ?? .null
                return value.isNull || value == "" ? nil : PythonText.str(value)
            }
            if parts.count == group.count { return parts.joined(separator: "/") }
        }
        return nil
    }

    private func isMissing(_ failure: DomainError?) -> Bool {
        if case .notFound = failure { true } else { false }
    }
}

extension Principal {
    /// The highest level at which the deeds of a caller are kept: of keys, changes only.
    var traceLevel: Int64 {
        if case .user = self { 2 } else { 1 }
    }
}

extension OperationLog {
    /// A row with what is the same for every deed of a caller.
    static func row(
        _ action: TracedAction,
        _ route: String,
        _ method: String,
        _ level: Int64,
        _ principal: Principal,
        _ world: World
    ) -> JSONObject {
        var account: World.Account?
        var name: String?
        var key: String?
        switch principal {
        case .user(let email, _): (account, name) = (world.accounts[email], email)
        case .apiKey(let id): key = world.keys[id]?.uuid
        case .nobody: break
        }
        func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
        return [
            "action": .string(action.name), "action_category": .string(action.category),
            "action_i18n_key": .string("operationTrace.actions.\(action.name)"),
            "actor_account_uuid": text(account?.uuid), "actor_name": text(name),
            "actor_role": text(account?.role.rawValue), "api_key_uuid": text(key),
            "auth_type": nil, "chain_ok": true, "changes": [], "client_ip": nil, "detail": [:], "duration_ms": 0,
            "http_method": .string(method), "integrity_ok": true, "level": .integer(level),
            "level_name": .string(names[Int(level)]), "outcome": "ok",
            "principal_type": key == nil ? "account" : "api_key", "request_id": nil, "resource_id": nil,
            "resource_type": .string(action.resource), "route": .string(route), "status_code": nil, "summary": nil,
            "tampered": false, "user_agent": nil, "workspace_uuid": .string(world.workspace),
        ]
    }

    /// The names of the levels.
    static let names = ["off", "mutation", "read"]

    /// Appends a row, unless the same caller did the same to the same just before.
    mutating func append(_ row: JSONObject, at time: Timestamp) {
        let key = ["actor_account_uuid", "action", "route", "resource_id"]
            .map { row[$0]?.stringValue ?? "" }.joined(separator: "|")
        append(row, key: key, at: time)
    }
}
