extension Contract {
    /// What LangBot's makers ask the users of an installation.
    @RowBuilder static var surveys: [Operation] {
        Operation("survey.pending", .get, "/api/v1/survey/pending")
            .access([.v4_8_7: .userToken])
            .data(.object(["survey": .null]))
        Operation("survey.respond", .post, "/api/v1/survey/respond")
            .access([.v4_8_7: .userToken])
            .content([.required("survey_id"), .optional("answers", .mapping), .optional("completed", .flag)])
            .failures([.v4_8_7: [500]])
            .refusesWith200(codes: 1, 2)
        Operation("survey.dismiss", .post, "/api/v1/survey/dismiss")
            .access([.v4_8_7: .userToken])
            .content([.required("survey_id")])
            .failures([.v4_8_7: [500]])
            .refusesWith200(codes: 1, 2)
        Operation("survey.feedback", .post, "/api/v1/survey/feedback")
            .access([.v4_10_11: .userToken])
            .content([.required("content"), .optional("attachments", .list(.mapping))])
            .failures([.v4_10_11: [500]])
            .refusesWith200(codes: 1, 2, 3, 4, 5, 6)
    }
}
