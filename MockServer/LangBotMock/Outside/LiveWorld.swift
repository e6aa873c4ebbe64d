import HTTPCore
import JSONCore
import LangBotContract

/// Carries out an operation that waits for something outside its world: a model, an MCP server, a callback.
typealias LiveHandler = @Sendable (LiveWorld, Call) async throws(DomainError) -> LiveReply

/// What an operation answers that may take its time.
enum LiveReply: Sendable {
    /// The `data` of an envelope.
    case data(JSONValue)
    /// An answer that is not an envelope.
    case response(HTTPResponse)
    /// An answer whose content arrives piece by piece.
    case stream(HTTPResponse, AsyncStream<[UInt8]>)
}

/// The world of one caller, for operations that wait: it is locked only while it is read or changed.
struct LiveWorld: Sendable {
    private let worlds: WorldStore
    private let principal: Principal
    let outside: Outside
    let surroundings: Surroundings

    init(_ worlds: WorldStore, _ principal: Principal, _ outside: Outside, _ surroundings: Surroundings) {
        self.worlds = worlds
        self.principal = principal
        self.outside = outside
        self.surroundings = surroundings
    }

    /// The world as it is now.
    var now: World { worlds.world(of: principal) }

    /// Changes the world and saves it.
    func change<Value>(_ body: (inout World) throws(DomainError) -> Value) throws(DomainError) -> Value {
        try worlds.perform(changes: true) { _ throws(DomainError) in
            principal
        } _: { world, _ throws(DomainError) in
            try body(&world)
        }
    }

    /// Carries out an operation that does not wait.
    func perform(_ handler: Handler, _ call: Call) throws(DomainError) -> JSONValue {
        try change { world throws(DomainError) in try handler(&world, call) }
    }

    /// Starts a task of the installation, and returns its number.
    ///
    /// - Parameter work: runs in the background; what it returns ends the task, unless the world was reset meanwhile.
    func start(
        _ task: TaskRecord,
        _ work: @escaping @Sendable (LiveWorld, Int64) async -> TaskRecord.End
    ) throws(DomainError) -> Int64 {
        let ticket = outside.nextTicket()
        let id = try change { world throws(DomainError) in world.begin(task, ticket, surroundings) }
        Task {
            let end = await work(self, id)
            _ = try? change { world throws(DomainError) in world.finish(id, ticket, end) }
        }
        return id
    }
}
