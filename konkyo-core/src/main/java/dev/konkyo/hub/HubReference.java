package dev.konkyo.hub;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model on the hub.
 *
 * @param owner a person or an organisation
 * @param name of the model
 * @param revision branch, tag or commit
 */
public record HubReference(String owner, String name, String revision) {
    /** What a reference begins with. */
    public static final String PREFIX = "hf:";

    private static final String USUAL_REVISION = "main";

    /** No part may begin with a dot, so none can leave the cache's folder. */
    private static final String PART = "[A-Za-z0-9_][A-Za-z0-9._-]*";

    private static final Pattern FORM =
            Pattern.compile(PREFIX + "(?<owner>" + PART + ")/(?<name>" + PART + ")(@(?<revision>" + PART + "))?");

    public HubReference {
        if (!FORM.matcher(PREFIX + owner + "/" + name + "@" + revision).matches()) {
            throw wrong(PREFIX + owner + "/" + name + "@" + revision);
        }
    }

    /** Whether a text means the hub and not a file. */
    public static boolean means(String text) {
        return text.startsWith(PREFIX);
    }

    /**
     * Reads {@code hf:owner/name} or {@code hf:owner/name@revision}; without a revision it is {@code main}.
     *
     * @throws HubException if the text has another form
     */
    public static HubReference parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw wrong(text);
        }
        String revision = matcher.group("revision");
        return new HubReference(
                matcher.group("owner"), matcher.group("name"), revision == null ? USUAL_REVISION : revision);
    }

    private static HubException wrong(String text) {
        return new HubException("expected a model of the hub as hf:owner/name or hf:owner/name@revision, got '" + text
                + "' (a revision is a branch, tag or commit without slashes)");
    }

    @Override
    public String toString() {
        return PREFIX + owner + "/" + name + (revision.equals(USUAL_REVISION) ? "" : "@" + revision);
    }
}
