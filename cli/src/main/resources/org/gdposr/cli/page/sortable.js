// a click or the Enter key on a head sorts its table by that column, a second one turns it round
document.querySelectorAll("table.sortable th").forEach((head) => {
  const sort = () => {
    const table = head.closest("table");
    const column = [...head.parentNode.children].indexOf(head);
    const order = head.ariaSort === "ascending" ? -1 : 1;
    table.querySelectorAll("th").forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", order === 1 ? "ascending" : "descending");
    const value = (row) => row.children[column].textContent;
    const rows = [...table.tBodies[0].rows].sort((a, b) => {
      const x = Number(value(a)), y = Number(value(b));
      return order * (Number.isNaN(x) || Number.isNaN(y) ? value(a).localeCompare(value(b)) : x - y);
    });
    table.tBodies[0].append(...rows);
  };
  head.tabIndex = 0;
  head.addEventListener("click", sort);
  head.addEventListener("keydown", (event) => event.key === "Enter" && sort());
});
