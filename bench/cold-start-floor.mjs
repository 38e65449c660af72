// The floor of the cold start: the same request with axios, nothing else.
import axios from "axios";

const [url, header, value] = process.argv.slice(2);
const { data } = await axios.get(url, { headers: { [header]: value } });
console.log(JSON.stringify(data));
