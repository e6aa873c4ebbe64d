import HTTPCore
import JSONCore
import LangBotContract

/// An API key that a check creates and that is deleted when the check ends.
struct MadeKey: Sendable {
    let identifier: String
    let name: String
    let key: String
    /// The exchange that created it.
    let creation: AnsweredProbe
    /// Its entry in the ledger.
    fileprivate let entry: Int

    /// The key as part of a request; reports show a placeholder for it.
    var secret: Secret { .made(key, placeholder: "the key \(name)") }

    var path: Template { Template("\(MadeKey.collection)/\(identifier)") }

    fileprivate static let collection = "/api/v1/apikeys"
}

extension CheckContext {
    /// Creates a key, runs `body` with it, and deletes it.
    ///
    /// - Throws: untestable if the server does not create a key.
    func withKey(
        _ purpose: String,
        limits: JSONObject = [:],
        _ body: (MadeKey) async throws(Interruption) -> Finding
    ) async throws(Interruption) -> Finding {
        let name = name(purpose)
        let ledger = session.ledger
        let entry = ledger.open(
            Ledger.Entry(
                collection: MadeKey.collection,
                name: name,
                plural: Resource.apiKey.plural,
                key: "id",
                isUserOnly: true
            )
        )
        var content = limits
        content["name"] = .string(name)
        content["description"] = "created by langbot-conformance"
        let creation = try await send(
            Probe("POST", Template(MadeKey.collection)).userToken().json(
                Template(JSONValue.object(content).description)
            )
        )
        let data = creation.reply.data?["key"]
        guard creation.reply.isSuccess, let number = data?["id"]?.integerValue, let key = data?["key"]?.stringValue
        else {
            if creation.reply.status >= 400 { ledger.close(entry) }
            throw .untestable("the server created no key: \(creation.reply.summary)")
        }
        keepSecret(key)
        ledger.made(entry, identifier: String(number))
        let made = MadeKey(identifier: String(number), name: name, key: key, creation: creation, entry: entry)
        let finding = try await body(made)
        // What was found counts, even if the way fails now; the end of the run removes what is left.
        if ledger.isOpen(entry) { try? await delete(made) }
        return finding
    }

    /// Sends a request that may create a key although it should not, and sees to it that the key does not stay.
    func sendForKey(_ probe: Probe, named name: String) async throws(Interruption) -> AnsweredProbe {
        let sent = try await send(probe)
        noteKey(sent.reply, named: name)
        return sent
    }

    /// Notes a key that an answer says was created, to be removed at the end of the run.
    func noteKey(_ reply: Reply, named name: String) {
        guard reply.status != 0, !(400..<500).contains(reply.status) else { return }
        if let key = reply.data?["key"]?["key"]?.stringValue { keepSecret(key) }
        session.ledger.note(
            Ledger.Entry(
                collection: MadeKey.collection,
                name: name,
                plural: Resource.apiKey.plural,
                key: "id",
                isUserOnly: true,
                identifier: reply.data?["key"]?["id"]?.integerValue.map(String.init)
            )
        )
    }

    /// Deletes a key with the user token.
    ///
    /// Call it once per key: SQLite reuses the number of a deleted key, and the next key may be somebody else's.
    func delete(_ key: MadeKey) async throws(Interruption) {
        let deletion = try await send(Probe("DELETE", key.path).userToken())
        guard deletion.reply.isSuccess else {
            throw .untestable("the key could not be deleted: \(deletion.reply.summary)")
        }
        session.ledger.close(key.entry)
        session.deletedKeys.withLock { $0.append(key.secret) }
    }
}
