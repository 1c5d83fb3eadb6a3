package dev.konkyo.hub;

/** What an answer other than the file means. */
final class HubRefusal {
    private static final String CODE = "X-Error-Code";

    private HubRefusal() {}

    /** Whether there is no such file; mirrors do not say whether the model is there. */
    static boolean absent(HubResponse response) {
        return response.status() == 404
                && response.header(CODE).map("EntryNotFound"::equals).orElse(true);
    }

    static HubException of(HubResponse response, HubReference model, String file, HubSettings settings) {
        String code = response.header(CODE).map(text -> ", " + text).orElse("");
        String said = file + " of " + model + ": " + settings.endpoint() + " answered " + response.status() + code;
        return new HubException(
                switch (response.status()) {
                    case 401, 403 ->
                        said + "; the model is private, gated or not there: "
                                + (settings.token().isPresent()
                                        ? "HF_TOKEN does not open it"
                                        : "set HF_TOKEN to a token that may read it");
                    case 404 -> said + "; check owner, name and revision";
                    case 429 -> said + "; too many requests: try again later";
                    default -> said + "; try again later";
                });
    }
}
