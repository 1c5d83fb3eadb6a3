package dev.konkyo.app.report;

/** Why nothing is known of how far the heatmaps can be trusted. */
record UntestedSection(String reason) implements Section {
    @Override
    public String title() {
        return FaithfulnessSection.TITLE;
    }

    @Override
    public String html() {
        return Page.paragraph("Not measured: " + reason + ".");
    }
}
