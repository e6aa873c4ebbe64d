import JSONCore

/// A task of an installation: what LangBot does in the background, and how far it is.
struct TaskRecord: Sendable {
    /// How a task ends.
    enum End: Sendable {
        case succeeded(JSONValue)
        /// The text of the exception.
        case failed(String)
        case cancelled
    }

    let kind: String
    let name: String
    let label: String
    var type = "user"
    /// The bot whose adapter runs as this task.
    var bot: String?
    var action = "default"
    var metadata = JSONObject()
    var log = ""
    fileprivate(set) var createdAt = Timestamp(microseconds: 0)
    fileprivate(set) var end: End?
    /// What the running work identifies its task by; nil for work that has ended or does not run.
    fileprivate var ticket: UInt64?

    init(kind: String, name: String, label: String, metadata: JSONObject = [:]) {
        self.kind = kind
        self.name = name
        self.label = label
        self.metadata = metadata
    }
}

extension World {
    /// Adds a task that runs.
    mutating func begin(_ task: TaskRecord, _ ticket: UInt64?, _ surroundings: Surroundings) -> Int64 {
        var task = task
        task.createdAt = surroundings.now()
        task.ticket = ticket
        let id = nextTask
        nextTask += 1
        tasks[id] = task
        return id
    }

    /// Ends a task, unless it belongs to a state that was replaced.
    mutating func finish(_ id: Int64, _ ticket: UInt64, _ end: TaskRecord.End) {
        guard tasks[id]?.ticket == ticket else { return }
        tasks[id]?.end = end
        tasks[id]?.ticket = nil
    }

    /// Cancels what runs of a bot.
    mutating func cancelTasks(of bot: String) {
        for (id, task) in tasks where task.bot == bot && task.end == nil { tasks[id]?.end = .cancelled }
    }

    /// Adds a task that has succeeded.
    mutating func addDone(_ task: TaskRecord, _ surroundings: Surroundings, result: JSONValue = .null) -> Int64 {
        let id = begin(task, nil, surroundings)
        tasks[id]?.end = .succeeded(result)
        return id
    }
}

extension TaskRecord {
    var snapshot: JSONValue {
        var json: JSONObject = [
            "kind": .string(kind), "name": .string(name), "label": .string(label), "type": .string(type),
            "action": .string(action), "metadata": .object(metadata), "log": .string(log),
            "created_at": .integer(createdAt.microseconds),
        ]
        json["bot"] = bot.map(JSONValue.string)
        switch end {
        case .succeeded(let result): json["result"] = result
        case .failed(let exception): json["exception"] = .string(exception)
        case .cancelled: json["is_cancelled"] = true
        case nil: break
        }
        return .object(json)
    }

    init(_ reader: SnapshotReader) throws(MockInputError) {
        self.init(
            kind: try reader.text("kind"),
            name: try reader.text("name"),
            label: try reader.text("label"),
            metadata: try reader.object("metadata")
        )
        type = try reader.text("type")
        action = try reader.text("action")
        log = try reader.text("log")
        createdAt = Timestamp(microseconds: try reader.integer("created_at"))
        bot = reader.value["bot"]?.stringValue
        if reader.value["is_cancelled"] == true {
            end = .cancelled
        } else if let exception = reader.value["exception"]?.stringValue {
            end = .failed(exception)
        } else {
            end = reader.value["result"].map(End.succeeded)
        }
    }
}
