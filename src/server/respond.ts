import type { ServerResponse } from 'node:http'
import type { HttpProblem } from './http-error.ts'

export function respondJson(response: ServerResponse, status: number, body: string | Buffer): void {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

/** The shape of every answer that is an error. */
export function respondProblem(response: ServerResponse, { status, code, message, headers }: HttpProblem): void {
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value)
  respondJson(response, status, JSON.stringify({ success: false, code, message }))
}
