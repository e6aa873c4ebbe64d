import LangBotContract

extension World {
    /// The initial world: what the profile installs, and an account and a key unless the mock starts fresh.
    static func initial(_ options: MockLangBot.Options, _ surroundings: Surroundings) -> World {
        var world = World(workspace: surroundings.uuid())
        let traits = options.profile.profile.traits
        Behaviour(traits).furnish(&world, surroundings)
        if traits.takesGlobalKey { world.globalKey = options.globalKey }
        guard !options.isFresh else { return world }
        world.accounts[options.user] = Account(
            uuid: surroundings.uuid(),
            password: options.password,
            joinedAt: surroundings.now()
        )
        world.insert(
            APIKey(
                id: world.nextNumber(),
                name: "default",
                description: "valid from the start",
                secret: options.apiKey,
                surroundings
            )
        )
        return world
    }
}
