import JSONCore
import LangBotContract

/// Providers in memory: what calls models uses a provider as it was loaded, not as it is stored.
extension Behaviour {
    /// The requesters that do not read the address when they are loaded.
    private static let withoutAddress: Set = ["chroma-embedding", "seekdb-embedding"]

    /// A provider as it was loaded last; nil if it never was.
    func loadedProvider(_ uuid: JSONValue?, _ world: World) -> JSONObject? {
        guard let uuid = uuid?.stringValue, let stored = world.tables[.provider]?[uuid] else { return nil }
        if let stale = world.staleProviders[uuid] { return stale }
        return isLoadable(stored) ? stored : nil
    }

    /// - Throws: a failure if the provider was never loaded.
    func requireLoadedProvider(_ uuid: JSONValue?, _ world: World) throws(DomainError) {
        if loadedProvider(uuid, world) == nil { throw .failure("provider not found") }
    }

    /// Loads a new provider, as the request describes it: it is stored even if that fails.
    func loadNewProvider(_ uuid: String, _ members: JSONObject, _ world: inout World) throws(DomainError) {
        let requester = members["requester"]?.stringValue ?? ""
        let readsAddress = traits.loadsTextAddresses && !Self.withoutAddress.contains(requester)
        if isLoadable(members), !readsAddress || members["base_url"]?.stringValue != nil { return }
        world.staleProviders.updateValue(nil, forKey: uuid)
        throw .failure("The provider cannot be loaded")
    }

    /// Loads a provider that has been changed; if that fails, it stays in memory as it was.
    func reloadProvider(_ uuid: String, before: JSONObject?, _ world: inout World) throws(DomainError) {
        guard isLoadable(try world.record(.provider, uuid)) else {
            world.staleProviders.updateValue(before, forKey: uuid)
            throw .failure("Requester not found")
        }
        world.staleProviders.removeValue(forKey: uuid)
    }

    private func isLoadable(_ provider: JSONObject) -> Bool {
        provider["requester"]?.stringValue.flatMap { traits.requesters[$0] } != nil
    }
}
