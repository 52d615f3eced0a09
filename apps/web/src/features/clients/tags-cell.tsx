import classes from './cells.module.css';

/** Tags of a client, on one line. */
export function TagsCell({ tags }: { tags: readonly string[] }) {
  return tags.map((tag) => (
    <span key={tag} className={classes.tag}>
      {tag}
    </span>
  ));
}
