import HTTPCore
import JSONCore

/// What a run has created and not yet removed.
///
/// An entry is opened before the request that creates the resource, so nothing is forgotten however the run ends.
package final class Ledger: Sendable {
    /// Something to remove.
    package struct Entry: Hashable, Sendable {
        /// The path of its collection.
        let collection: String
        /// Its name, by which it is found if no answer told its identifier.
        let name: String
        /// The member of `data` that lists the collection.
        let plural: String
        /// The member that holds its identifier.
        let key: String
        /// Whether only a signed-in user may remove it.
        let isUserOnly: Bool
        /// Its identifier, once known.
        var identifier: String?

        /// Whether its identifier is a number, which may have been reused for something else.
        fileprivate var isRecycled: Bool { identifier.map { $0.allSatisfy(\.isNumber) } ?? false }
    }

    package let runID: String
    private let counter = Locked(0)
    private let entries = Locked<[Int: Entry]>([:])
    private let seed: Int?

    /// - Parameter seed: the seed of names and identifiers; nil makes them different in every run.
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

    /// A name that is unique to this run.
    func name(_ purpose: String) -> String {
        "lbconf-\(runID)-\(purpose)"
    }

    /// Identifiers for one check, independent of those that other checks use.
    func identifiers(for key: String) -> IdentifierSource {
        IdentifierSource(seed, for: key)
    }

    /// Notes that something is about to be created.
    func open(_ entry: Entry) -> Int {
        let id = next()
        entries.withLock { $0[id] = entry }
        return id
    }

    /// Notes something that the server created along with a resource, to be removed at the end.
    func note(_ entry: Entry) {
        _ = open(entry)
    }

    /// Notes the identifier of what was created.
    func made(_ id: Int, identifier: String) {
        entries.withLock { $0[id]?.identifier = identifier }
    }

    /// Notes that it is gone, or was never created.
    func close(_ id: Int) {
        entries.withLock { $0[id] = nil }
    }

    /// Whether it still has to be removed.
    func isOpen(_ id: Int) -> Bool {
        entries.withLock { $0[id] != nil }
    }

    /// What is left, newest first.
    package var remaining: [(id: Int, entry: Entry)] {
        entries.withLock { entries in entries.sorted { $0.key > $1.key }.map { ($0.key, $0.value) } }
    }

    /// Removes what is left, newest first, and tries again what something else still referred to.
    ///
    /// - Returns: what could not be removed and why, one sentence each.
    package func cleanUp(_ session: Session) async -> [String] {
        var left = remaining
        var reasons: [String] = []
        while !left.isEmpty {
            var kept: [(id: Int, entry: Entry)] = []
            reasons = []
            for (id, entry) in left {
                if let reason = await remove(entry, session) {
                    kept.append((id, entry))
                    reasons.append("\(entry.name) in \(entry.collection): \(reason)")
                } else {
                    close(id)
                }
            }
            guard kept.count < left.count else { break }
            left = kept
        }
        return reasons
    }

    /// - Returns: why it could not be removed, or nil if it is gone.
    private func remove(_ entry: Entry, _ session: Session) async -> String? {
        func authenticated(_ probe: Probe) -> Probe { entry.isUserOnly ? probe.userToken() : probe.apiKey() }
        do throws(Interruption) {
            var identifiers = [entry.identifier].compactMap(\.self)
            if identifiers.isEmpty || entry.isRecycled {
                let list = try await session.send(authenticated(Probe("GET", Template(entry.collection)))).reply
                guard list.isSuccess else { return "the list answered \(list.brief)" }
                identifiers = Self.identifiers(of: entry, in: list)
            }
            for identifier in identifiers {
                let delete = authenticated(Probe("DELETE", Template("\(entry.collection)/\(identifier)")))
                let answer: String
                do throws(Interruption) {
                    let deletion = try await session.send(delete).reply
                    if deletion.status == 200 || deletion.status == 404 { continue }
                    answer = "the server answered \(deletion.brief)"
                } catch {
                    answer = error.reason
                }
                // Some releases fail to delete what no longer exists.
                let list = try await session.send(authenticated(Probe("GET", Template(entry.collection)))).reply
                guard list.isSuccess, !Self.identifiers(of: entry, in: list).contains(identifier) else {
                    return answer
                }
            }
            return nil
        } catch {
            return error.reason
        }
    }

    private static func identifiers(of entry: Entry, in reply: Reply) -> [String] {
        let rows = reply.data?[entry.plural]?.arrayValue ?? []
        // Checks that rename something only append to its name.
        return rows.filter { $0["name"]?.stringValue?.hasPrefix(entry.name) ?? false }.compactMap { row in
            row[entry.key]?.stringValue ?? row[entry.key]?.integerValue.map(String.init)
        }.filter { entry.identifier == nil || entry.identifier == $0 }
    }
}
