extension Contract {
    @RowBuilder static var tasks: [Operation] {
        Operation("task.list", .get, "/api/v1/system/tasks")
            .access([.v4_5_1: .userToken, .v4_10_11: .userTokenOrAPIKey], .resourceView)
            .query([.optional("type"), .optional("kind", since: .v4_9_7)])
            .data(.derived)
            .capability()
            .documented(.blanket, data: .list(.task), source: .note)
        Operation("task.get", .get, "/api/v1/system/tasks/{task_id}")
            .access([.v4_5_1: .userToken, .v4_10_11: .userTokenOrAPIKey], .resourceView)
            .missing([.v4_5_1: .of(404, 404, "Task not found")])
            .failures([.v4_5_1: [404, 500], .v4_10_11: [404]])
            .data(.derived)
            .capability()
            .documented(.blanket, .notFound, source: .note)
    }
}
