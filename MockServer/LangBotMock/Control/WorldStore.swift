import HTTPCore
import JSONCore
import LangBotContract

/// The worlds of one mock: one for all, or one for each API key in addition to the one with keys and accounts.
final class WorldStore: Sendable {
    private struct State {
        var base: World
        var own: [Int64: World] = [:]
    }

    private let state: Locked<State>
    private let hasWorldPerKey: Bool
    /// The initial world.
    private let initial: World
    private let file: StateFile?

    /// - Parameters:
    ///   - initial: the initial world.
    ///   - file: the file to save changes to, if any; a state saved there takes precedence over `initial`.
    init(_ initial: World, hasWorldPerKey: Bool, file: StateFile?) throws(MockInputError) {
        self.hasWorldPerKey = hasWorldPerKey
        self.initial = initial
        self.file = file
        var state = State(base: initial)
        if let file, let kept = try file.read() {
            do {
                state = try Self.restored(kept, initial)
            } catch {
                throw MockInputError("the state file '\(file.path)' is damaged and was not changed: \(error)")
            }
        }
        self.state = Locked(state)
        try save()
    }

    /// Runs `body` with the world that holds keys and accounts.
    func withBase<Result>(_ body: (inout World) throws -> Result) rethrows -> Result {
        try state.withLock { try body(&$0.base) }
    }

    /// Runs `body` with the world of the caller.
    ///
    /// - Parameter changes: whether to save the state before returning.
    func perform<Value>(
        changes: Bool,
        _ authenticate: (inout World) throws(DomainError) -> Principal,
        _ body: (inout World, Principal) throws(DomainError) -> Value
    ) throws(DomainError) -> Value {
        let result: Result<Value, DomainError> = state.withLock { state in
            let before = changes && file != nil ? state : nil
            let result = Result { () throws(DomainError) -> Value in
                let principal = try authenticate(&state.base)
                guard hasWorldPerKey, case .apiKey(let id) = principal else { return try body(&state.base, principal) }
                var world = state.own[id] ?? ownWorld(id, state.base)
                defer { state.own[id] = world }
                return try body(&world, principal)
            }
            // A failed operation may still have stored something.
            if let before, let file, !file.write(Self.json(state)) {
                // A change that cannot be saved is undone, because it would be gone after a restart.
                state = before
                return .failure(.failure("The state cannot be saved"))
            }
            return result
        }
        return try result.get()
    }

    /// The world of a caller as it is now.
    func world(of principal: Principal) -> World {
        state.withLock { state in
            guard hasWorldPerKey, case .apiKey(let id) = principal else { return state.base }
            return state.own[id] ?? ownWorld(id, state.base)
        }
    }

    private func ownWorld(_ id: Int64, _ base: World) -> World {
        var world = initial
        if let key = base.keys[id] { world.insert(key) }
        return world
    }

    /// Creates a key with an unused world.
    func addKey(_ surroundings: Surroundings) throws(MockInputError) -> APIKey {
        let secret = surroundings.apiKey()
        let key = state.withLock { state in
            let id = max(state.base.nextNumber(), (state.base.keys.keys.max() ?? 0) + 1)
            let key = APIKey(
                id: id,
                name: "world \(id)",
                description: "key of a separate world",
                secret: secret,
                surroundings
            )
            state.base.insert(key)
            return key
        }
        try save()
        return key
    }

    /// The keys, each of which stands for a world where each key has one.
    var list: JSONValue {
        state.withLock { state in
            let worlds: [JSONValue] = state.base.keys.values.sorted { $0.id < $1.id }.map { key in
                ["id": .integer(key.id), "name": .string(key.name), "is_used": .bool(state.own[key.id] != nil)]
            }
            return ["per_key": .bool(hasWorldPerKey), "worlds": .array(worlds)]
        }
    }

    /// The world of a key as it is now; the one in which keys and accounts are kept where none is named.
    func world(_ key: Int64?) throws(MockInputError) -> World {
        let result = state.withLock { state in
            Result { () throws(MockInputError) -> World in try world(key, state) }
        }
        return try result.get()
    }

    /// Changes the world of a key, as ``world(_:)`` finds it, unless `body` throws.
    func change(
        _ key: Int64?,
        _ body: (inout World) throws(MockInputError) -> Void
    ) throws(MockInputError) {
        let result = state.withLock { state in
            Result { () throws(MockInputError) in
                var changed = try world(key, state)
                try body(&changed)
                if let key { state.own[key] = changed } else { state.base = changed }
            }
        }
        try result.get()
        try save()
    }

    private func world(_ key: Int64?, _ state: State) throws(MockInputError) -> World {
        guard let key else { return state.base }
        guard hasWorldPerKey else { throw MockInputError("there is one world for all; 'world' needs --world-per-key") }
        guard state.base.keys[key] != nil else { throw MockInputError("there is no key \(key)") }
        return state.own[key] ?? ownWorld(key, state.base)
    }

    /// Restores the initial state.
    func reset() throws(MockInputError) {
        state.withLock { $0 = State(base: initial) }
        try save()
    }

    /// The state of a snapshot, with what the configuration alone says.
    private static func restored(_ snapshot: JSONValue, _ initial: World) throws(MockInputError) -> State {
        var state = try state(snapshot)
        state.base.globalKey = initial.globalKey
        return state
    }

    /// The complete state, including secrets.
    var snapshot: JSONValue { state.withLock { Self.json($0) } }

    /// Restores the state of a snapshot.
    func restore(_ snapshot: JSONValue) throws(MockInputError) {
        let restored = try Self.restored(snapshot, initial)
        state.withLock { $0 = restored }
        try save()
    }

    /// Saves the current state.
    func save() throws(MockInputError) {
        guard let file else { return }
        let isWritten = state.withLock { file.write(Self.json($0)) }
        guard isWritten else { throw MockInputError("cannot write the state file '\(file.path)'") }
    }

    private static let format = "langbot-mock state 1"

    private static func json(_ state: State) -> JSONValue {
        let own = state.own.sorted { $0.key < $1.key }.map { ("\($0.key)", $0.value.snapshot) }
        return ["format": .string(format), "world": state.base.snapshot, "own": .object(JSONObject(own))]
    }

    private static func state(_ json: JSONValue) throws(MockInputError) -> State {
        guard json["format"]?.stringValue == format else { throw MockInputError("'format' must be '\(format)'") }
        var state = State(base: try World(snapshot: json["world"] ?? .null))
        for (key, world) in json["own"]?.objectValue ?? [:] {
            guard let id = Int64(key) else { throw MockInputError("'\(key)' in 'own' must be the number of a key") }
            state.own[id] = try World(snapshot: world)
        }
        return state
    }
}
