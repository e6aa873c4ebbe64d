import LangBotContract

extension Profile {
    /// The profile of a release.
    init(_ release: Release) {
        let traits = Traits(release)
        name = release.rawValue
        version = "v" + release.rawValue
        endpoints = Contract.operations(of: release).compactMap { Endpoint($0, of: release) }
        self.traits = traits
        handlers = Behaviour(traits).handlers
        liveHandlers = Behaviour(traits).liveHandlers
        sockets = Behaviour(traits).sockets
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
    }
}
