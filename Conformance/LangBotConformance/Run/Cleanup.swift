import JSONCore
import LangBotContract

/// Finds and removes what killed runs have left on a server: what carries a name that only a run gives.
public struct Cleanup: Sendable {
    /// Something that a run has left.
    public struct Leftover: Hashable, Sendable, CustomStringConvertible {
        /// The path that addresses it.
        public let path: String
        /// The name that a run gave to it.
        public let name: String
        let isUserOnly: Bool

        /// Name and path.
        public var description: String { "\(name) (\(path))" }
    }

    /// What was found, and what is still there.
    public struct Outcome: Hashable, Sendable {
        /// Everything that was found, in the order in which it is removed.
        public let found: [Leftover]
        /// What could not be removed, as sentences.
        public let failures: [String]
        /// The collections that could not be looked through, as sentences.
        public let unseen: [String]
    }

    private let session: Session
    private let runID: String?

    init(_ session: Session, runID: String?) {
        self.session = session
        self.runID = runID
    }

    /// Looks for leftovers, and removes them.
    ///
    /// - Parameter isDry: whether they are only looked for.
    func start(isDry: Bool) async -> Outcome {
        var found: [Leftover] = []
        var unseen: [String] = []
        for collection in Self.collections {
            guard !collection.isUserOnly || session.credentials.userToken != nil else {
                unseen.append("\(collection.path) needs a user token")
                continue
            }
            let list = authenticated(Probe("GET", Template(collection.path)), collection.isUserOnly)
            guard let reply = try? await session.send(list).reply else {
                unseen.append("\(collection.path) gave no answer")
                continue
            }
            if reply.isSuccess {
                found += leftovers(collection, reply)
            } else if reply.status != 404, reply.mediaType != "text/html" {
                unseen.append("\(collection.path) answered \(reply.brief)")
            }
        }
        let failures = isDry ? [] : await remove(found)
        return Outcome(found: found, failures: failures, unseen: unseen)
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

    /// Whether a run gave this name: `lbconf-`, the run's eight digits, a purpose and a number.
    private func isOurs(_ name: String) -> Bool {
        guard let match = name.wholeMatch(of: /lbconf-([0-9a-f]{8})-[a-z0-9_.-]+?-[0-9]+(-[a-z-]+)?/) else {
            return false
        }
        return runID.map { $0 == match.1 } ?? true
    }

    /// Whether the identifier can stand in a path as it is, so that it leads nowhere else.
    private static func isPlain(_ identifier: String) -> Bool {
        !identifier.isEmpty && identifier.wholeMatch(of: /[A-Za-z0-9_-]+/) != nil
    }
}

extension Cleanup {
    /// Where runs make things, and how they are told there.
    private struct Collection: Sendable {
        let path: String
        let plural: String
        let key: String
        var isUserOnly = false
        let names: @Sendable (JSONValue) -> [String]
    }

    /// What refers to others comes before them: models before their providers.
    private static let collections: [Collection] =
        ResourceRecipe.all.map { recipe in
            Collection(
                path: recipe.create.path.path(),
                plural: recipe.resource.plural,
                key: recipe.identifierMember
            ) { [$0["name"]?.stringValue].compactMap(\.self) }
        } + [
            // A server makes a provider beside a model and names it; its address is the one that the run gave.
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
    /// Finds what killed runs have left on the server, and removes it.
    ///
    /// - Parameters:
    ///   - runID: the run whose things are meant; nil means those of every run, also of one that goes on.
    ///   - isDry: whether they are only looked for.
    /// - Throws: ``ConformanceError`` of the kind `unreachable` where there is no LangBot that takes the credentials.
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
