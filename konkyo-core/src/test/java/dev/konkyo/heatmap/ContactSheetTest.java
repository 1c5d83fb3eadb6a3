package dev.konkyo.heatmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.konkyo.image.Image;
import dev.konkyo.image.Mask;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContactSheetTest {
    private static final Captioned RED = new Captioned("red", Image.filled(50, 100, 255, 0, 0));
    private static final Captioned BLUE = new Captioned("blue", Image.filled(10, 10, 0, 0, 255));

    private static void assertColour(Image sheet, int y, int x, int red, int green, int blue) {
        assertThat(new int[] {sheet.at(y, x, 0), sheet.at(y, x, 1), sheet.at(y, x, 2)})
                .containsExactly(red, green, blue);
    }

    @Test
    void placesPicturesRowByRowAndFitsThemIntoTheirCells() {
        Image sheet = new ContactSheet(2, 100, 100).of(List.of(RED, BLUE, RED));
        // Cells are 100 wide with 12 between and around; letters are 11 high, so a row takes 100 + 22 + 12.
        assertThat(sheet.width()).isEqualTo(236);
        assertThat(sheet.height()).isEqualTo(12 + 2 * 134 - 6);
        assertColour(sheet, 62, 62, 255, 0, 0);
        assertColour(sheet, 20, 62, 255, 255, 255); // Above the flat picture, which is centred in its cell.
        assertColour(sheet, 13, 125, 0, 0, 255); // The small picture fills its cell.
        assertColour(sheet, 111, 223, 0, 0, 255);
        assertColour(sheet, 12 + 134 + 50, 62, 255, 0, 0);
        assertColour(sheet, 12 + 134 + 50, 174, 255, 255, 255);
    }

    @Test
    void fewerPicturesThanColumnsLeaveNoEmptyColumns() {
        assertThat(new ContactSheet(5, 100, 100).of(List.of(RED)).width()).isEqualTo(124);
    }

    @Test
    void aMaskIsWhiteOnBlack() {
        Captioned mask = Captioned.of("defect", new Mask(1, 2, new boolean[] {false, true}));
        assertThat(mask.image()).isEqualTo(new Image(1, 2, new byte[] {0, 0, 0, -1, -1, -1}));
    }

    @Test
    void longCaptionsEndInAnEllipsis() {
        assumeTrue(new Lettering(12).width("0") > 0, "this machine has no fonts");
        Lettering lettering = new Lettering(12);
        String text = "a scratch across the upper left face of the nut";
        assertThat(lettering.fitted(text, 1000)).isEqualTo(text);
        String fitted = lettering.fitted(text, 100);
        assertThat(fitted).endsWith("…").hasSizeGreaterThan(8);
        assertThat(lettering.width(fitted)).isLessThanOrEqualTo(100);
    }

    @Test
    void captionsOfTwoLinesFindRoom() {
        Lettering lettering = new Lettering(11);
        assumeTrue(lettering.width("0") > 0, "this machine has no fonts");
        String text = "0.54 choki + 0.46 another";
        double room = lettering.width("0.54 choki + 0.");
        assertThat(lettering.lines(text, room)).containsExactly("0.54 choki +", "0.46 another");
        assertThat(lettering.lines(text, 1000)).containsExactly(text);
        assertThat(lettering.lines("word", 1)).containsExactly("…");
        int plain = new ContactSheet(2, 100, 100).of(List.of(RED, BLUE)).height();
        Captioned mixed = new Captioned(text, RED.image());
        assertThat(new ContactSheet(2, 100, 100).of(List.of(RED, mixed)).height())
                .isEqualTo(plain + 11);
    }

    @Test
    void refusesAnEmptySheet() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ContactSheet(1, 9, 9).of(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new ContactSheet(0, 9, 9));
    }
}
