import type { Question, Reply } from "../ask";

/** A question with its reply. */
export interface Asked {
  question: Question;
  headers: Record<string, string>;
  reply: Reply;
  /** An explanation was asked for, and refused. */
  refused: boolean;
}

const kept = 20;

/**
 * The last questions by what GraphiQL shows of their replies. GraphiQL keeps the shown text with each tab, not the question
 * that it answers; by then the tab's question may have been edited.
 */
export class Answers {
  private readonly byText = new Map<string, Asked>();

  /** Keeps a question under its reply as GraphiQL shows it, and forgets the oldest. */
  keep(asked: Asked): void {
    const shown = JSON.stringify(asked.reply.body, null, 2);
    this.byText.delete(shown);
    this.byText.set(shown, asked);
    for (const oldest of this.byText.keys()) {
      if (this.byText.size <= kept) return;
      this.byText.delete(oldest);
    }
  }

  /** The question that a shown reply answers. */
  of(shown: string | null | undefined): Asked | undefined {
    return shown ? this.byText.get(shown) : undefined;
  }
}
