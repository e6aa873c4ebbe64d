import HTTPCore
import JSONCore

/// What a run has made and not yet removed.
///
/// An entry is written before the request that makes the thing, so that nothing is forgotten however the run ends.
package final class Ledger: Sendable {
    /// Something that has to be removed.
    package struct Entry: Hashable, Sendable {
        /// The path of the collection it is in.
        let collection: String
        /// The name that it was given, by which it is found where no answer told its identifier.
        let name: String
        /// The member of `data` that lists the collection.
        let plural: String
        /// The member that addresses it in a path.
        let key: String
        /// Whether only a signed-in user may remove it.
        let isUserOnly: Bool
        /// What addresses it, once that is known.
        var identifier: String?

        /// Whether its identifier, a number, may have been given to something else since.
        fileprivate var isRecycled: Bool { identifier.map { $0.allSatisfy(\.isNumber) } ?? false }
    }

    package let runID: String
    private let counter = Locked(0)
    private let entries = Locked<[Int: Entry]>([:])
    private let seed: Int?

    /// - Parameter seed: what names and identifiers are made from; nil makes them another in every run.
    package init(seed: Int? = nil) {
        self.seed = seed
        var source = IdentifierSource(seed)
        runID = String(source.next().prefix(8))
    }

    private func next() -> Int {
        counter.withLock { count in
            count += 1
            return count
        }
    }

    /// A name that no thing of another run has.
    func name(_ purpose: String) -> String {
        "lbconf-\(runID)-\(purpose)"
    }

    /// Identifiers for one check, which do not depend on what other checks take.
    func identifiers(for key: String) -> IdentifierSource {
        IdentifierSource(seed, for: key)
    }

    /// Notes that something is about to be made.
    func open(_ entry: Entry) -> Int {
        let id = next()
        entries.withLock { $0[id] = entry }
        return id
    }

    /// Notes what the server has made besides, to be removed at the end.
    func note(_ entry: Entry) {
        _ = open(entry)
    }

    /// Notes what addresses the thing that was made.
    func made(_ id: Int, identifier: String) {
        entries.withLock { $0[id]?.identifier = identifier }
    }

    /// Notes that the thing is gone, or was never made.
    func close(_ id: Int) {
        entries.withLock { $0[id] = nil }
    }

    /// Whether the thing still has to be removed.
    func isOpen(_ id: Int) -> Bool {
        entries.withLock { $0[id] != nil }
    }

    /// What is left, the newest first.
    package var remaining: [(id: Int, entry: Entry)] {
        entries.withLock { entries in entries.sorted { $0.key > $1.key }.map { ($0.key, $0.value) } }
    }

    /// Removes what is left, the newest first.
    ///
    /// - Returns: what could not be removed, in words.
    package func cleanUp(_ session: Session) async -> [String] {
        var leftovers: [String] = []
        for (id, entry) in remaining {
            if await remove(entry, session) {
                close(id)
            } else {
                leftovers.append("\(entry.name) in \(entry.collection)")
            }
        }
        return leftovers
    }

    private func remove(_ entry: Entry, _ session: Session) async -> Bool {
        func authenticated(_ probe: Probe) -> Probe { entry.isUserOnly ? probe.userToken() : probe.apiKey() }
        var identifiers = [entry.identifier].compactMap(\.self)
        if identifiers.isEmpty || entry.isRecycled {
            let list = authenticated(Probe("GET", Template(entry.collection)))
            guard let reply = try? await session.send(list).reply, reply.isSuccess else { return false }
            identifiers = Self.identifiers(of: entry, in: reply)
        }
        for identifier in identifiers {
            let delete = authenticated(Probe("DELETE", Template("\(entry.collection)/\(identifier)")))
            guard let status = try? await session.send(delete).reply.status else { return false }
            if status == 200 || status == 404 { continue }
            // Some releases fail to delete what is not there any more.
            let list = authenticated(Probe("GET", Template(entry.collection)))
            guard let reply = try? await session.send(list).reply, reply.isSuccess,
                !Self.identifiers(of: entry, in: reply).contains(identifier)
            else { return false }
        }
        return true
    }

    private static func identifiers(of entry: Entry, in reply: Reply) -> [String] {
        let rows = reply.data?[entry.plural]?.arrayValue ?? []
        // A check that renames a thing only adds to its name.
        return rows.filter { $0["name"]?.stringValue?.hasPrefix(entry.name) ?? false }.compactMap { row in
            row[entry.key]?.stringValue ?? row[entry.key]?.integerValue.map(String.init)
        }.filter { entry.identifier == nil || entry.identifier == $0 }
    }
}
