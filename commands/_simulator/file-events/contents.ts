/** What kind of file an event is about. */
export interface Content {
  category: string;
  mimeType: string;
  /** File names to draw from. */
  names: readonly string[];
  /** The risk indicator of the file's family. */
  indicator: string;
}

export const contents = {
  code: content("SourceCode", "Source code", "text/x-python", "ledger_core.py", "payments.py", "match.py", "settle.py"),
  sheet: content("Spreadsheet", "Spreadsheet", "application/vnd.ms-excel", "forecast.xlsx", "accounts.xlsx"),
  document: content("Document", "Document", "application/msword", "offer.docx", "contract.docx", "minutes.docx"),
  image: content("Image", "Image", "image/png", "board.png", "design.png", "plan.png"),
  archive: content("Archive", "Zip", "application/zip", "backup.zip", "project.zip", "mail.zip"),
  presentation: content("Presentation", "Presentation", "application/vnd.ms-powerpoint", "roadmap.pptx", "pitch.pptx"),
  pdf: content("Pdf", "PDF", "application/pdf", "audit.pdf", "invoice.pdf", "policy.pdf"),
  video: content("Video", "Video", "video/mp4", "demo.mp4", "training.mp4"),
};

// --- internal ---

function content(category: string, indicator: string, mimeType: string, ...names: string[]): Content {
  return { category, mimeType, names, indicator };
}
