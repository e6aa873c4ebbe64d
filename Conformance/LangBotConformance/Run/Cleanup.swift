import JSONCore
import LangBotContract

/// Finds and removes what killed runs left on a server, recognised by the names that runs give.
public struct Cleanup: Sendable {
    /// Something that a run left on the server.
    public struct Leftover: Hashable, Sendable, CustomStringConvertible {
        /// Its path.
        public let path: String
        /// The name that a run gave it.
        public let name: String
        let isUserOnly: Bool

        /// Its name and path.
        public var description: String { "\(name) (\(path))" }
    }

    /// What a cleanup found, and what it could not remove.
    public struct Outcome: Hashable, Sendable {
        /// Everything that was found, in the order of removal.
        public let found: [Leftover]
        /// What could not be removed, one sentence each.
        public let failures: [String]
        /// The collections that could not be searched, one sentence each.
        public let unseen: [String]
    }

    private let session: Session
    private let runID: String?

    init(_ session: Session, runID: String?) {
        self.session = session
        self.runID = runID
    }

    /// Finds leftovers and removes them.
    ///
    /// - Parameter isDry: whether to only find them.
    func start(isDry: Bool) async -> Outcome {
        var found: [Leftover] = []
        var unseen: [String] = []
        for collection in Self.collections {
            let hasUser = session.credentials.userToken != nil
            guard !collection.isUserOnly || hasUser else {
                unseen.append("\(collection.path) \(Self.needsUser)")
                continue
            }
            guard var reply = await list(collection) else {
                unseen.append("\(collection.path) did not answer")
                continue
            }
            var collection = collection
            // Some releases open it to users alone.
            if reply.status == 401, !collection.isUserOnly, hasUser {
                collection.isUserOnly = true
                reply = await list(collection) ?? reply
            }
            if reply.isSuccess {
                found += leftovers(collection, reply)
            } else if reply.status == 401, !hasUser {
                unseen.append("\(collection.path) \(Self.needsUser)")
            } else if reply.status != 404, reply.mediaType != "text/html" {
                unseen.append("\(collection.path) answered \(reply.brief)")
            }
        }
        let failures = isDry ? [] : await remove(found)
        return Outcome(found: found, failures: failures, unseen: unseen)
    }

    private static let needsUser = "needs a signed-in user; give '--user' and '--password'"

    private func list(_ collection: Collection) async -> Reply? {
        let probe = Probe("GET", Template(collection.path))
        return try? await session.send(authenticated(probe, collection.isUserOnly)).reply
    }

    private func remove(_ leftovers: [Leftover]) async -> [String] {
        var failures: [String] = []
        for leftover in leftovers {
            let delete = authenticated(Probe("DELETE", Template(leftover.path)), leftover.isUserOnly)
            do throws(Interruption) {
                let reply = try await session.send(delete).reply
                if !reply.isSuccess, reply.status != 404 { failures.append("\(leftover): \(reply.brief)") }
            } catch {
                failures.append("\(leftover): the server cannot be reached")
            }
        }
        return failures
    }

    private func authenticated(_ probe: Probe, _ isUserOnly: Bool) -> Probe {
        isUserOnly ? probe.userToken() : probe.apiKey()
    }

    private func leftovers(_ collection: Collection, _ reply: Reply) -> [Leftover] {
        (reply.data?[collection.plural]?.arrayValue ?? []).compactMap { row in
            let identifier = row[collection.key]?.stringValue ?? row[collection.key]?.integerValue.map(String.init)
            guard let identifier, Self.isPlain(identifier), let name = collection.names(row).first(where: isOurs) else {
                return nil
            }
            return Leftover(path: "\(collection.path)/\(identifier)", name: name, isUserOnly: collection.isUserOnly)
        }
    }

    /// Whether a run gave this name: `lbconf-`, the eight digits of the run, a purpose and a number.
    private func isOurs(_ name: String) -> Bool {
        guard let match = name.wholeMatch(of: /lbconf-([0-9a-f]{8})-[a-z0-9_.-]+?-[0-9]+(-[a-z-]+)?( .*)?/) else {
            return false
        }
        return runID.map { $0 == match.1 } ?? true
    }

    /// Whether the identifier can be used in a path unchanged, so that it cannot point elsewhere.
    private static func isPlain(_ identifier: String) -> Bool {
        !identifier.isEmpty && identifier.wholeMatch(of: /[A-Za-z0-9_-]+/) != nil
    }
}

extension Cleanup {
    /// A collection in which runs create things, and how to recognise them.
    private struct Collection: Sendable {
        let path: String
        let plural: String
        let key: String
        var isUserOnly = false
        let names: @Sendable (JSONValue) -> [String]
    }

    /// Referrers come before what they refer to: models before their providers.
    private static let collections: [Collection] =
        ResourceRecipe.all.map { recipe in
            Collection(
                path: recipe.create.path.path(),
                plural: recipe.resource.plural,
                key: recipe.identifierMember
            ) { [$0["name"]?.stringValue].compactMap(\.self) }
        } + [
            // A server creates a provider along with a model and names it itself, but the base URL is the one of the run.
            Collection(path: "/api/v1/provider/providers", plural: "providers", key: "uuid") { row in
                let host = (row["base_url"]?.stringValue ?? "").firstMatch(of: /^http:\/\/(lbconf-[^\/]+)\.invalid\//)
                return [row["name"]?.stringValue, host.map { String($0.1) }].compactMap(\.self)
            },
            Collection(path: "/api/v1/apikeys", plural: "keys", key: "id", isUserOnly: true) {
                [$0["name"]?.stringValue].compactMap(\.self)
            },
        ]
}

extension ConformanceRun {
    /// Finds what killed runs left on the server, and removes it.
    ///
    /// - Parameters:
    ///   - runID: the run to clean up after; nil means every run, including one that is still going on.
    ///   - isDry: whether to only find leftovers.
    /// - Throws: ``ConformanceError`` of the kind `unreachable` if no LangBot there accepts the credentials.
    public func cleanUp(runID: String? = nil, isDry: Bool = false) async throws(ConformanceError) -> Cleanup.Outcome {
        try await withSession { session throws(Canary.Failure) in
            try await Canary.check(session)
            let outcome = await Cleanup(session, runID: runID).start(isDry: isDry)
            return Cleanup.Outcome(
                found: outcome.found,
                failures: outcome.failures.map(presentable),
                unseen: outcome.unseen.map(presentable)
            )
        }
    }
}
