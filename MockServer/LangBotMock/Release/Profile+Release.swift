import LangBotContract

extension Profile {
    /// The profile of a release.
    init(release traits: ReleaseTraits) {
        let release = traits.release
        name = release.rawValue
        version = "v" + release.rawValue
        endpoints = Contract.operations(of: release).compactMap { Endpoint($0, of: release) }
        handlers = ReleaseHandlers(traits).table
        authenticator = .release(traits)
        errors = .release(release)
        failures = traits.namesErrors ? .text : .numeric
        headers = .release
        routing = .pages(
            RoutingStyle.Pages(
                unknown: release < .v4_9_7 ? 200 : 404,
                failsHead: traits.failsHead
            )
        )
        furnish = { world, surroundings in ReleaseHandlers(traits).furnish(&world, surroundings) }
    }
}
