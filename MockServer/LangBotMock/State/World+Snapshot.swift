import JSONCore
import LangBotContract

/// The complete state of a world as JSON, including secrets.
extension World {
    var snapshot: JSONValue {
        [
            "workspace": .string(workspace),
            "tables": .object(JSONObject(sortedTables.map { ($0.key.rawValue, $0.value.json) })),
            "documents": Self.object(documents) {
                ["name": .string($0.name), "content": .string(Base64URL.encode($0.content))]
            },
            "images": Self.object(images) {
                ["type": .string($0.type), "content": .string(Base64URL.encode($0.content))]
            },
            "knowledge_files": Self.object(knowledgeFiles, \.json),
            "chunks": Self.object(chunks) { .array($0.map(\.snapshot)) },
            "bot_logs": Self.object(botLogs, \.snapshot),
            "tasks": .object(JSONObject(tasks.sorted { $0.key < $1.key }.map { ("\($0.key)", $0.value.snapshot) })),
            "next_task": .integer(nextTask),
            "plugins": plugins.snapshot,
            "skills": Self.object(skills, \.snapshot),
            "sandbox": sandbox.snapshot,
            "configuration_files": .array(configurationFiles.sorted().map(JSONValue.string)),
            "monitoring": monitoring.snapshot,
            "servers": Self.object(servers, \.snapshot),
            "chats": chats.snapshot,
            "runs": runs.snapshot, "web_chats": webChats.snapshot, "starred_model": .string(starredModel),
            "rooms": rooms.snapshot,
            "operation_log": operations.snapshot,
            "assistant": Self.object(assistant, \.snapshot),
            "keys": .array(keys.values.sorted { $0.id < $1.id }.map(\.snapshot)),
            "accounts": Self.object(accounts) {
                [
                    "uuid": .string($0.uuid), "password": .string($0.password),
                    "joined_at": .integer($0.joinedAt.microseconds), "role": .string($0.role.rawValue),
                    "is_member": .bool($0.isMember),
                ]
            },
            "second_factors": Self.object(secondFactors, \.snapshot),
            "invitations": .array(invitations.map(\.snapshot)), "wizard": wizard.snapshot,
            "sessions": Self.object(sessions) {
                ["user": .string($0.user), "expires_at": .integer($0.expiresAt.microseconds)]
            },
            "last_number": .integer(lastNumber),
        ]
    }

    /// The tables, sorted by the names of their kinds.
    var sortedTables: [(key: Resource, value: RecordTable)] { tables.sorted { $0.key.rawValue < $1.key.rawValue } }

    private static func object<Value>(_ values: [String: Value], _ json: (Value) -> JSONValue) -> JSONValue {
        .object(JSONObject(values.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) }))
    }

    /// Reads a snapshot.
    ///
    /// - Throws: ``MockInputError`` that names the invalid member.
    init(snapshot: JSONValue) throws(MockInputError) {
        let reader = SnapshotReader(snapshot, "the snapshot")
        self.init(workspace: try reader.text("workspace"))
        for (name, rows) in try reader.object("tables") {
            guard let resource = Resource(rawValue: name) else {
                throw MockInputError(MockFault.unknown("resource kind", name, Resource.allCases.map(\.rawValue)))
            }
            tables[resource] = try RecordTable(rows, "tables.\(name)")
        }
        for (name, value) in try reader.object("documents") {
            let document = SnapshotReader(value, "documents.\(name)")
            guard let content = Base64URL.decode(try document.text("content")) else {
                throw MockInputError("'content' in documents.\(name) must be base64")
            }
            documents[name] = Document(name: try document.text("name"), content: content)
        }
        for (name, value) in try reader.object("images") {
            let image = SnapshotReader(value, "images.\(name)")
            guard let content = Base64URL.decode(try image.text("content")) else {
                throw MockInputError("'content' in images.\(name) must be base64")
            }
            images[name] = Image(type: try image.text("type"), content: content)
        }
        for (name, rows) in try reader.object("knowledge_files") {
            knowledgeFiles[name] = try RecordTable(rows, "knowledge_files.\(name)")
        }
        for name in try reader.object("chunks").names {
            for chunk in try SnapshotReader(reader.value["chunks"] ?? [:], "chunks").array(name) {
                chunks[name, default: []].append(try KnowledgeChunk(SnapshotReader(chunk, "chunks.\(name)")))
            }
        }
        for (name, rows) in try reader.object("bot_logs") {
            botLogs[name] = try BotLog(snapshot: rows, "bot_logs.\(name)")
        }
        for (name, task) in try reader.object("tasks") {
            guard let id = Int64(name) else { throw MockInputError("'\(name)' in tasks must be a number") }
            tasks[id] = try TaskRecord(SnapshotReader(task, "tasks.\(name)"))
        }
        nextTask = try reader.integer("next_task")
        plugins = try PluginTable(snapshot: reader.array("plugins"))
        for (name, skill) in try reader.object("skills") {
            skills[name] = try Skill(SnapshotReader(skill, "skills.\(name)"))
        }
        sandbox = try Sandbox(snapshot: reader.array("sandbox"))
        configurationFiles = Set(try reader.array("configuration_files").compactMap(\.stringValue))
        monitoring = try MonitoringLog(snapshot: reader.object("monitoring"))
        for (name, server) in try reader.object("servers") {
            servers[name] = try MCPServerState(SnapshotReader(server, "servers.\(name)"))
        }
        chats = try ChatHistory(snapshot: reader.array("chats"))
        webChats = try ChatHistory(snapshot: reader.array("web_chats"))
        starredModel = try reader.text("starred_model")
        runs = try RunLedger(snapshot: reader.array("runs"))
        rooms = try WebChats(snapshot: reader.array("rooms"))
        operations = try OperationLog(SnapshotReader(.object(reader.object("operation_log")), "operation_log"))
        for (name, value) in try reader.object("assistant") {
            assistant[name] = try AssistantConversation(SnapshotReader(value, "assistant.\(name)"))
        }
        for key in try reader.array("keys") { insert(try APIKey(SnapshotReader(key, "keys"))) }
        for (name, value) in try reader.object("accounts") {
            let account = SnapshotReader(value, "accounts.\(name)")
            accounts[name] = Account(
                uuid: try account.text("uuid"),
                password: try account.text("password"),
                joinedAt: Timestamp(microseconds: try account.integer("joined_at")),
                role: try Role(account),
                isMember: account.value["is_member"] == true
            )
        }
        for (account, factor) in try reader.object("second_factors") {
            secondFactors[account] = try SecondFactor(SnapshotReader(factor, "second_factors.\(account)"))
        }
        for invitation in try reader.array("invitations") {
            invitations.append(try Invitation(SnapshotReader(invitation, "invitations")))
        }
        wizard = Wizard(snapshot: try reader.object("wizard"))
        for (token, value) in try reader.object("sessions") {
            let session = SnapshotReader(value, "sessions")
            let expiry = Timestamp(microseconds: try session.integer("expires_at"))
            restore(Session(user: try session.text("user"), expiresAt: expiry), token: token)
        }
        advance(to: try reader.integer("last_number"))
    }
}

extension RecordTable {
    var json: JSONValue {
        .array(entries.map { ["id": .string($0.identifier), "record": .object($0.record)] })
    }

    init(_ json: JSONValue, _ place: String) throws(MockInputError) {
        self.init()
        guard let rows = json.arrayValue else { throw MockInputError("'\(place)' must be a list") }
        for row in rows {
            let reader = SnapshotReader(row, place)
            self[try reader.text("id")] = try reader.object("record")
        }
    }
}

extension APIKey {
    var snapshot: JSONValue {
        [
            "id": .integer(id), "uuid": .string(uuid), "name": .string(name), "description": .string(description),
            "secret": .string(secret),
            "scopes": scopes.map { .array($0.map { .string($0.rawValue) }) } ?? .null,
            "expires_at": expiresAt.map { .integer($0.microseconds) } ?? .null,
            "last_used_at": lastUsedAt.map { .integer($0.microseconds) } ?? .null,
            "is_revoked": .bool(isRevoked),
            "created_at": .integer(createdAt.microseconds), "updated_at": .integer(updatedAt.microseconds),
        ]
    }

    init(_ reader: SnapshotReader) throws(MockInputError) {
        func time(_ name: String) -> Timestamp? {
            reader.value[name]?.integerValue.map(Timestamp.init(microseconds:))
        }
        self.init(
            id: try reader.integer("id"),
            uuid: try reader.text("uuid"),
            name: try reader.text("name"),
            description: try reader.text("description"),
            secret: try reader.text("secret"),
            createdAt: Timestamp(microseconds: try reader.integer("created_at"))
        )
        scopes = reader.value["scopes"]?.arrayValue?.compactMap(\.stringValue).map(Permission.init(rawValue:))
        expiresAt = time("expires_at")
        lastUsedAt = time("last_used_at")
        isRevoked = reader.value["is_revoked"] == true
        updatedAt = Timestamp(microseconds: try reader.integer("updated_at"))
    }
}

/// Reads the members of an object; errors name the member.
struct SnapshotReader {
    let value: JSONValue
    private let place: String

    init(_ value: JSONValue, _ place: String) {
        self.value = value
        self.place = place
    }

    func text(_ name: String) throws(MockInputError) -> String {
        guard let text = value[name]?.stringValue else { throw wrong(name, "a text") }
        return text
    }

    func integer(_ name: String) throws(MockInputError) -> Int64 {
        guard let number = value[name]?.integerValue else { throw wrong(name, "a whole number") }
        return number
    }

    func object(_ name: String) throws(MockInputError) -> JSONObject {
        guard let object = value[name]?.objectValue else { throw wrong(name, "an object") }
        return object
    }

    func array(_ name: String) throws(MockInputError) -> [JSONValue] {
        guard let array = value[name]?.arrayValue else { throw wrong(name, "a list") }
        return array
    }

    private func wrong(_ name: String, _ kind: String) -> MockInputError {
        MockInputError("'\(name)' in \(place) must be \(kind)")
    }
}
